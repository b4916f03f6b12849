const MAGENTO_ORDER =
  'thank you for your order from .{1,60}\\. once your package ships we will send (?:an e-?mail with a link to track|you a tracking number)'

/** How sites begin what they write about an account, an order or a thread: default texts of their programs, plain. */
export const BY_SITES: readonly string[] = [
  // Django, Laravel, WordPress, django-registration, django-allauth.
  "you(?:'re| are) receiving this e-?mail because you requested a password reset for your user account at ",
  'you are receiving this e-?mail because we received a password reset request for your ',
  'someone has requested a password reset for the following account: ',
  'you \\(or someone pretending to be you\\) have asked to register an account at ',
  "(?:hello from \\S+! )?you(?:'re| are) receiving this e-?mail because user \\S{1,80} has given your e-?mail address to register an account",
  // MediaWiki, Magento.
  'someone,? \\(?probably you,? from ip address ',
  MAGENTO_ORDER,
  'welcome to .{1,60}?\\. to log in when visiting our site just click login ',
  // More of WordPress (comments, users, updates); phpBB; MoinMoin; DokuWiki.
  'a new comment on the post ".{1,200}" is waiting for your approval',
  'new comment on your post "',
  'new user registration on your site \\S',
  'username: \\S{1,60} to set your password, visit the following address:',
  'howdy! (?:some plugins|some themes|some plugins and themes) have automatically updated to their latest versions on your site at ',
  'this notice confirms that your (?:password|e-?mail address) (?:was|is being) changed on ',
  'you are receiving this (?:notification|e-?mail) because you (?:are watching the (?:topic|forum)|have \\(or someone pretending to be you has\\) requested)',
  'you have received a new private message from ".{1,60}" to your account on "',
  'you have subscribed to a wiki page or wiki category on ".{1,80}" for change notification',
  'a page in your dokuwiki was added or changed\\.',
  // SMF, Joomla, Moodle, Devise, craigslist, Keycloak.
  'you have just been sent a personal message by .{1,80}? on ',
  'a request has been made to reset your .{1,60}? account password\\. to reset your password',
  "a new account has been requested at '.{1,80}' using your e-?mail address",
  'someone has requested a link to change your password[.,] ',
  '(?:welcome \\S{3,80}! )?you can confirm your account e-?mail through the link below:',
  'your account has been locked due to an excessive number of unsuccessful sign in attempts\\. click the link below',
  'important - further action is required to complete your request !!!',
  'someone has created an? .{0,60}?account with this e-?mail address\\. if this was you, click ',
  // WooCommerce, PrestaShop, OpenCart and Bagisto, osCommerce, Zen Cart, Shopify, Spree, WHMCS.
  'just to let you know ?[—–-]+ ?(?:we|your)[^.!?]{0,6} received your order #\\S{1,30}, and it is now being processed',
  'your order has been (?:received and is now being processed|marked complete)\\. your order details are shown below for your reference',
  'someone has requested a new password for the following account on .{1,60}: username: ',
  'we have finished processing your order\\. \\[order #',
  'thanks for creating an account on .{1,60}?\\. your username is ',
  'thank you for creating a customer account at ',
  'your order with the reference \\S{1,30} (?:from .{1,60} )?(?:has been (?:shipped|modified|cancell?ed)|is currently in transit)',
  'welcome and thank you for registering at .{1,60}?! your account has now been created and you can log ?in',
  'thank you for your interest in .{1,60}? products\\. your order has been received and will be processed once payment has been confirmed',
  'order id: ?\\S{1,20} date (?:ordered|added): ?\\S{1,30} your order has been updated to the following status',
  '.{1,60} -{20,} order number: ?\\d+ detailed invoice: ?https?://',
  'order confirmation from .{1,120}? thanks for shopping with us today! the following are the details of your order',
  "thank you for your (?:purchase|order)! (?:hi .{1,40}?, )?we(?:'re| are) getting your order ready to be shipped\\. we will notify you when it has been sent",
  'please review and retain the following order information for your records\\b',
  'this is a notice that an invoice has been generated on (?:\\S{1,12} ){0,2}\\S{0,8}\\d',
]

/** The same below a user's name: SMF, Drupal, Joomla, Magento, vBulletin, MyBB, XenForo, WHMCS. */
export const BY_SITES_BY_NAME: readonly string[] = [
  MAGENTO_ORDER,
  'thank you for registering at \\S.{0,60}\\. (?:your username is \\S{1,60}(?: and your password is |\\. if you forget your password)|you may now log in |your application for an account |your account is created and must be activated before you can use it|before we can activate your account one last step must be taken )',
  'a site administrator at \\S.{0,60} has created an account for you',
  'a request to (?:reset the password for|cancel) your account has been made at ',
  "a new topic, '.{1,200}', has been made on a board you are watching",
  "a reply has been posted to '.{1,200}' by ",
  "this mail was sent because the 'forgot password' function has been applied to your account",
  '\\S.{0,60}? has just replied to a thread (?:which )?you have subscribed to (?:at|entitled|titled) ',
  '\\S.{0,60}? replied to a thread you are watching at ',
  'you have received a new private message at .{1,60}? from .{1,60}?, entitled "',
  'this is a notice that an invoice has been generated on (?:\\S{1,12} ){0,2}\\S{0,8}\\d',
]
