/** Providers where strangers share a domain: what one of their users does says nothing of the others. */
const FREE_MAIL = new Set(
  `gmail.com googlemail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it
  hotmail.es live.com live.de live.fr live.nl live.co.uk msn.com yahoo.com yahoo.co.uk yahoo.co.jp yahoo.co.in yahoo.de
  yahoo.fr yahoo.it yahoo.es yahoo.com.br yahoo.ca ymail.com rocketmail.com aol.com icloud.com me.com mac.com gmx.de
  gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de arcor.de posteo.de mailbox.org proton.me protonmail.com
  pm.me tutanota.com tuta.io fastmail.com zoho.com mail.com email.com hey.com orange.fr wanadoo.fr free.fr laposte.net
  sfr.fr neuf.fr bbox.fr libero.it virgilio.it tiscali.it alice.it tin.it ziggo.nl kpnmail.nl home.nl planet.nl
  telenet.be skynet.be bluewin.ch telefonica.net terra.es terra.com.br uol.com.br bol.com.br ig.com.br sapo.pt
  btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net blueyonder.co.uk comcast.net verizon.net att.net
  sbcglobal.net bellsouth.net cox.net charter.net earthlink.net rogers.com shaw.ca sympatico.ca telus.net bigpond.com
  optusnet.com.au xtra.co.nz mail.ru bk.ru list.ru inbox.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net wp.pl o2.pl
  onet.pl interia.pl seznam.cz centrum.cz email.cz azet.sk freemail.hu citromail.hu abv.bg mail.bg inbox.lv seznam.sk
  qq.com 163.com 126.com sina.com sohu.com foxmail.com naver.com daum.net hanmail.net nate.com docomo.ne.jp
  ezweb.ne.jp softbank.ne.jp rediffmail.com telia.com spray.se online.no broadpark.no mail.dk jubii.dk kolumbus.fi`.split(
    /\s+/,
  ),
)

export function isFreeMail(domain: string): boolean {
  return FREE_MAIL.has(domain.toLowerCase())
}
