/** Providers under many countries: Microsoft's, Yahoo's, GMX. */
const FAMILIES = /^(?:outlook|hotmail|live|yahoo|gmx)\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/

/** Where those of a market, a hotel portal or a university write from: `k3x9@marketplace.amazon.de`, `jane@stud.uni.example`. */
const OF_STRANGERS =
  /^(?:marketplace\.amazon|guest\.booking)\.[a-z.]{2,6}$|^(?:stud|students?|alumni)\.|\.edu$/

/** Others at which people choose their own names. */
const FREE_MAIL = new Set(
  `gmail.com googlemail.com msn.com ymail.com rocketmail.com aol.com icloud.com me.com mac.com web.de t-online.de
  freenet.de arcor.de posteo.de mailbox.org proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com
  zoho.com mail.com email.com hey.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr libero.it
  virgilio.it tiscali.it alice.it tin.it ziggo.nl kpnmail.nl home.nl planet.nl telenet.be skynet.be bluewin.ch
  telefonica.net terra.es terra.com.br uol.com.br bol.com.br ig.com.br sapo.pt btinternet.com sky.com
  virginmedia.com ntlworld.com talktalk.net blueyonder.co.uk comcast.net verizon.net att.net sbcglobal.net
  bellsouth.net cox.net charter.net earthlink.net rogers.com shaw.ca sympatico.ca telus.net bigpond.com
  optusnet.com.au xtra.co.nz mail.ru bk.ru list.ru inbox.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net wp.pl
  o2.pl onet.pl interia.pl seznam.cz centrum.cz email.cz azet.sk freemail.hu citromail.hu abv.bg mail.bg inbox.lv
  seznam.sk qq.com 163.com 126.com sina.com sohu.com foxmail.com naver.com daum.net hanmail.net nate.com
  docomo.ne.jp ezweb.ne.jp softbank.ne.jp rediffmail.com telia.com spray.se online.no broadpark.no mail.dk
  jubii.dk kolumbus.fi vodafone.de vodafone.it magenta.de aon.at chello.at upcmail.nl xs4all.nl hetnet.nl
  casema.nl club-internet.fr numericable.fr tutanota.de tuta.com mail.de posteo.net protonmail.ch proton.ch
  yandex.kz op.pl gazeta.pl tlen.pl post.cz volny.cz atlas.cz freemail.gr otenet.gr vip.qq.com yeah.net aliyun.com
  hinet.net pchome.com.tw i.softbank.jp au.com nifty.com biglobe.ne.jp ymobile.ne.jp kakao.com walla.co.il
  mynet.com eircom.net optonline.net frontier.com windstream.net cs.com q.com juno.com inbox.com duck.com
  privaterelay.appleid.com relay.firefox.com mozmail.com addy.io anonaddy.me simplelogin.com members.ebay.com
  reply.airbnb.com mail.kleinanzeigen.de m.expediapartnercentral.com a1.net net.hr siol.net comhem.se bredband.net
  elisanet.fi luukku.com t-online.hu indamail.hu inwind.it iol.it tim.it fastwebnet.it proximus.be hispeed.ch
  sunrise.ch netcologne.de ewetel.net online.de ya.com ono.com globo.com r7.com prodigy.net.mx ocn.ne.jp
  so-net.ne.jp bell.net videotron.ca bezeqint.net netvision.net.il zoznam.sk centrum.sk mail.ee eunet.rs
  mweb.co.za singnet.com.sg netvigator.com`.split(/\s+/),
)

/** A provider at which anybody may be called anything. */
export function isFreeMail(domain: string): boolean {
  const name = domain.toLowerCase()
  return FAMILIES.test(name) || FREE_MAIL.has(name)
}

/** Where strangers share a domain, so that what one does says nothing of the others. */
export function isOfStrangers(domain: string): boolean {
  return isFreeMail(domain) || OF_STRANGERS.test(domain.toLowerCase())
}
