/** Phrases by language, parted by bars. A blank stands for a hyphen, a dot or nothing as well; accents do not count. */
type Phrases = Readonly<Record<string, string>>

/**
 * "Automatic reply" as mail programs title one: Exchange and Outlook in the languages of their own screens, the title that
 * Exchange 2003 set before the subject, and what help desks document that they look for (BMC, Pega, Deskpro, NSP).
 */
export const AUTOMATIC_REPLY: Phrases = {
  en: 'automatic reply|automated reply|auto reply|automatic response|automated response|auto response|automatic acknowledgement|automated acknowledgement|auto acknowledgement|automatic acknowledgment|automated acknowledgment|auto acknowledgment|out of office auto reply',
  de: 'automatische antwort|autom. antwort|automatische rückantwort|automatische eingangsbestätigung|autoantwort',
  fr: "réponse automatique|réponse automatisée|accusé de réception automatique|réponse automatique d'absence du bureau",
  es: 'respuesta automática|mensaje de respuesta automática|contestación automática|respuesta automática por ausencia de la oficina',
  it: 'risposta automatica|risposta non al computer',
  pt: 'resposta automática|resposta automática para ausência do escritório',
  nl: 'automatisch antwoord|automatische beantwoording',
  da: 'automatisk svar|autosvar',
  sv: 'automatiskt svar|autosvar',
  nb: 'automatisk svar|autosvar',
  fi: 'automaattinen vastaus|automaattivastaus',
  is: 'sjálfvirkt svar',
  pl: 'automatyczna odpowiedź|odpowiedź automatyczna|autoodpowiedź',
  cs: 'automatická odpověď',
  sk: 'automatická odpoveď',
  hu: 'automatikus válasz|házon kívüli automatikus válasz',
  ro: 'răspuns automat',
  bg: 'автоматичен отговор|извън офиса съм автоматичен отговор',
  ru: 'автоматический ответ|автоответ|автоответ при отсутствии на работе',
  uk: 'автоматична відповідь|автовідповідь',
  sr: 'automatski odgovor|аутоматски одговор',
  hr: 'automatski odgovor',
  sl: 'samodejni odgovor|samodejni odgovor o odsotnosti iz pisarne',
  el: 'αυτόματη απάντηση',
  tr: 'otomatik yanıt|otomatik cevap',
  et: 'automaatvastus|automaatne vastus',
  lv: 'automātiska atbilde|automātiskā atbilde',
  lt: 'automatinis atsakymas',
  ca: 'resposta automàtica',
  eu: 'erantzun automatikoa',
  gl: 'resposta automática',
  he: 'תשובה אוטומטית|מענה אוטומטי',
  ar: 'رد تلقائي|الرد التلقائي',
  fa: 'پاسخ خودکار',
  hi: 'स्वचालित उत्तर|स्वतः उत्तर',
  th: 'ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ',
  vi: 'trả lời tự động|tự động trả lời|thư trả lời tự động',
  id: 'balasan otomatis|balas otomatis|jawaban otomatis',
  ms: 'balasan automatik',
  ja: '自動応答|自動返信|不在時の自動応答',
  zh: '自动答复|自动回复|自動回覆|自動答覆|自動回復|外出时的自动答复|郵件答錄機自動回覆',
  ko: '자동 회신|자동 응답|자동 답장',
}

/** The feature's own name as a title: "Out of Office", and the notices that mail programs call so. */
export const ABSENCE: Phrases = {
  en: 'out of office|out of the office|vacation message|vacation response|vacation reply|vacation auto reply|vacation auto response|away message|on vacation message',
  de: 'abwesenheitsnotiz|abwesenheits benachrichtigung|abwesenheitshinweis',
  fr: 'absent du bureau|absente du bureau',
  es: 'fuera de la oficina|fuera de oficina',
  it: "assente dall'ufficio",
  pt: 'fora do escritório',
  pl: 'poza biurem|nieobecność w biurze',
  cs: 'mimo kancelář|nepřítomnost v kanceláři',
  sk: 'mimo kancelárie|neprítomnosť v kancelárii',
  hu: 'házon kívül|irodán kívül',
  ro: 'absent din birou|în afara biroului',
  bg: 'извън офиса',
  ru: 'вне офиса',
  uk: 'поза офісом',
  sr: 'van kancelarije|ван канцеларије',
  hr: 'izvan ureda',
  sl: 'zunaj pisarne',
  el: 'εκτός γραφείου',
  tr: 'ofis dışında|ofis dışı mesajı|iş yeri dışında',
  et: 'kontorist väljas|kontorist ära',
  lv: 'ārpus biroja',
  lt: 'ne biure',
  he: 'מחוץ למשרד',
  ar: 'خارج المكتب',
  vi: 'vắng mặt tại văn phòng',
  th: 'ไม่อยู่ที่สำนักงาน|ไม่อยู่ที่ทำงาน',
  id: 'di luar kantor|tidak di kantor',
  zh: '不在办公室|不在辦公室',
}

/**
 * Notices of absence as programs call them and schools too, and what people say of themselves, of students and parcels:
 * a program's only where the mail reacts to another, or before an answer's subject.
 */
export const ABSENCE_TOLD: Phrases = {
  en: "absence notice|vacation notice|i'm out of office|i'm out of the office|i am out of office|i am out of the office|i will be out of office|i will be out of the office",
  de: 'abwesenheitsmeldung|abwesenheitsnachricht|urlaubsmeldung|nicht im büro|ich bin nicht im büro',
  fr: "message d'absence|notification d'absence|avis d'absence|absence du bureau",
  es: 'mensaje de ausencia|aviso de ausencia',
  it: 'messaggio di assenza|avviso di assenza|fuori sede|fuori ufficio',
  pt: 'mensagem de ausência|aviso de ausência|ausência temporária',
  nl: 'afwezigheids bericht|afwezigheidsmelding|niet op kantoor',
  da: 'fraværsmeddelelse|fraværsbesked|feriebesked|ikke på kontoret',
  sv: 'frånvaromeddelande|semestermeddelande|inte på kontoret|ej på kontoret',
  nb: 'fraværsmelding|ikke på kontoret',
  fi: 'poissaoloilmoitus|poissaoloviesti|lomaviesti|poissa toimistosta',
  pl: 'wiadomość o nieobecności',
  cs: 'oznámení o nepřítomnosti',
  sk: 'oznámenie o neprítomnosti',
  hu: 'távolléti értesítés|távolléti üzenet',
  ro: 'notificare de absență',
  bg: 'съобщение за отсъствие',
  ru: 'уведомление об отсутствии|нет на работе',
  uk: 'повідомлення про відсутність',
  hr: 'obavijest o odsutnosti',
  sl: 'obvestilo o odsotnosti',
  el: 'ειδοποίηση απουσίας',
  he: 'הודעת היעדרות',
  vi: 'thông báo vắng mặt',
  ja: '不在通知|不在のお知らせ',
  zh: '外出通知|休假通知',
  ko: '부재 알림|부재중|부재중 알림',
}

/**
 * What a program puts before the subject of the mail that it reacts to, and a person says of other things too: "Auto" is
 * Sieve's (RFC 5230 §5.3) and German for a car, "Frånvaro" is Exchange's and what a school is told.
 */
export const BEFORE_OUR_SUBJECT =
  'auto|auto responder|авто|автоответчик|ooo|abwesend|abwesenheit|absence|ausente|assente|afwezig|afwezigheid|ikke til stede|frånvaro|frånvarande|fravær|poissa|nieobecność|nepřítomnost|neprítomnosť|távollét|odsotnost|odsutnost|отсутствие|відсутність|απουσία|不在|外出|休假'

/** Titles of failed delivery that nobody would type. */
export const RETURNED_MAIL: Phrases = {
  // Postfix bounce(5); Exim specification, "Customizing bounce messages"; courierdsn; sisimai's modules of au, Barracuda, Facebook, MailFoundry and others.
  servers:
    'undelivered mail returned to sender|notice: mail delivery status|successful mail delivery report|mail delivery status report|mail delivery failed: returning message to sender|mail system error - returned mail|message you sent blocked by our bulk email filter|sorry, your message could not be delivered|there was an error sending your mail|delivery reports about your e mail',
  // ezmlm-weed(1) on GroupWise; Deskpro's, BMC's and Jitbit's lists of excluded subjects; the names of X.400.
  lists:
    'message status - delivered|message status - opened|message status - undeliverable|delivery status notification|mail delivery subsystem|mail delivery system|mailserver notification|mail status report|non delivery notification|non delivery receipt',
  // Yandex and Tencent.
  ru: 'недоставленное сообщение',
  zh: '系统退信|退信通知',
  // Trend Micro, and Exchange's "Delivery Status Notification".
  ja: 'メッセージを配信できません',
  fr: "notification d'état de la distribution",
}

/** And those under which people ask about what came back to them. Sources as above. */
export const RETURNED_MAIL_TOLD: Phrases = {
  en: 'mail delivery failed|message delivery has failed|message delivery failure|mail delivery failure|mail system error|error delivering mail|nondeliverable mail|nondeliverable message|undeliverable mail|undeliverable message|non delivery report',
  ja: 'メール配信に失敗しました',
  fr: 'rapport de non remise',
}

/** "Undeliverable", as Exchange puts it before the subject that it could not deliver, in the languages of its reports. */
export const FAILED_DELIVERY: Phrases = {
  // Exchange says so too of what is late, or only passed on.
  en: 'undeliverable|undelivered|delivery delayed|message delayed|delivered|relayed|expanded',
  de: 'unzustellbar',
  fr: 'non remis|non distribuable',
  es: 'no se puede entregar|no entregado',
  it: 'non recapitabile|impossibile recapitare',
  pt: 'não é possível entregar|não entregue',
  nl: 'onbestelbaar|niet bestelbaar',
  da: 'kan ikke leveres',
  sv: 'kan inte levereras|olevererbart',
  nb: 'kan ikke leveres',
  fi: 'ei voi toimittaa|ei voida toimittaa',
  pl: 'nie można dostarczyć|niedostarczalne',
  cs: 'nedoručitelné|nelze doručit',
  sk: 'nedoručiteľné|nedá sa doručiť',
  hu: 'kézbesíthetetlen|nem kézbesíthető',
  ro: 'nelivrabil|nu se poate livra',
  bg: 'недоставимо|не може да се достави',
  ru: 'не удается доставить|недоставлено',
  uk: 'не вдалося доставити|недоставлено',
  sr: 'nije moguće isporučiti|није могуће испоручити',
  hr: 'nije moguće isporučiti|neisporučivo',
  sl: 'ni mogoče dostaviti|nedostavljivo',
  el: 'δεν είναι δυνατή η παράδοση|μη παραδοτέο',
  tr: 'teslim edilemedi|teslim edilemiyor',
  et: 'kättetoimetamatu|ei saa kohale toimetada',
  lv: 'nepiegādājams|nevar piegādāt',
  lt: 'nepristatoma|neįmanoma pristatyti',
  he: 'לא ניתן למסירה',
  ar: 'تعذر التسليم|غير قابل للتسليم',
  vi: 'không thể gửi|không gửi được',
  th: 'ไม่สามารถส่งได้|ส่งไม่ได้',
  id: 'tidak terkirim|tidak dapat dikirim',
  ja: '配信不能|配信できませんでした',
  zh: '未送达|无法送达|無法傳遞|未傳遞',
  ko: '배달되지 않음|배달할 수 없음',
}

/** "Read" and "Not read", as Outlook and Exchange put it before the subject that was looked at, or deleted. */
export const READ_RECEIPT =
  'read|not read|gelesen|nicht gelesen|ungelesen|lu|non lu|leído|no leído|letto|non letto|lida|não lida|gelezen|niet gelezen|ongelezen|läst|ej läst|oläst|læst|ikke læst|ulæst|lest|ikke lest|ulest|luettu|ei luettu|lukematta' +
  '|przeczytano|przeczytane|nieprzeczytane|přečteno|nepřečteno|prečítané|neprečítané|olvasva|elolvasva|olvasatlan|citit|necitit|прочтено|прочитано|непрочитано|прочетено|pročitano|nepročitano|prebrano|neprebrano' +
  '|διαβάστηκε|αναγνώστηκε|okundu|okunmadı|loetud|izlasīts|perskaityta|đã đọc|dibaca|llegit|irakurrita|開封済み|既読|未読|已读|已讀|未读|未讀|읽음|읽지 않음|נקרא|تمت القراءة|อ่านแล้ว'

/** What mail programs put before the subject of an answer, in their languages. */
export const ANSWER =
  're|aw|antw|antwort|sv|svar|vs|odp|res|rif|r|ref|ynt|yanit|cevap|va|valasz|bls|balas|atb|απ|απαντηση|ответ|отв|на|ad' +
  '|réponse|réf|rép|odpověď|odpoveď|rsp|回复|回覆|答复|答覆|返信|회신|답장|השב|תגובה|رد'

/** And before the subject of what somebody passes on. */
export const FORWARD =
  'fw|fwd|wg|weitergeleitet|tr|tl|i|rv|enc|vb|vl|pd|doorst|doorgestuurd|ilt|vs|továbbítás|tov|fs|vid|transf|reenv' +
  '|转发|轉寄|轉發|転送|전달|πρθ|пересл|fyi|הועבר'
