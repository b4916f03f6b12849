import { anyOf } from './any-of.ts'

/** What newsletters put as a link beside the one to unsubscribe. */
const BESIDE =
  '(?:(?:manage|update|change|edit) (?:your )?(?:subscriptions?|subscriber options|preferences|profile)|(?:unsubscribe |e-?mail )?preferences|view (?:this e-?mail )?(?:in (?:your )?browser|online)|web version)'

/** An instruction with where to go, which is said of one's own mail alone. "I want to unsubscribe, please" is no such. */
export const STOP_THERE = anyOf([
  "(?:^|[.!?|*>_=-] ?)(?:if you (?:no longer|do not|don't) (?:wish|want) [^.!?]{0,80}, ?)?to (?:unsubscribe|opt[ -]?out|stop receiving [^.,!?]{0,40}|be removed)(?: from [^.,!?:]{0,60}| or (?:change|update|manage) [^.,!?:]{0,40})?[,:]? (?:please )?(?:simply |just )?(?:click|visit|go to|reply|send|follow|log ?in|use (?:the|this) link|https?:|www\\.)",
  "(?:^|[.!?|*>_=-] ?)if you(?: would like|'d like| wish| want) to (?:unsubscribe|opt[ -]?out|be removed|stop receiving)\\b[^.!?:]{0,80}[,:]? (?:please )?(?:simply |just )?(?:click|visit|go to|reply|send|follow)\\b",
  "(?:^|[.!?|*>_=-] ?)if you (?:no longer|do not|don't) (?:wish|want) to (?:receive|get) (?:[^ .!?]{1,20} ){0,4}(?:e-?mails?|newsletters?|mailings?|updates|notifications|alerts|communications?)\\b[^.!?:]{0,60},? (?:please )?(?:you (?:can|may) )?(?:simply |just )?(?:click|unsubscribe|visit|go to|follow|reply to this (?:e-?mail|message) with)\\b",
  '(?:^|[.!?|*>_=-] ?)unsubscribe to no longer receive (?:e-?mails|posts) from\\b',
  '(?:^|[.!?|*>_=-] ?)not interested any ?more\\? (?:please )?unsubscribe\\b',
  '(?:^|[.!?|*>_=-] ?)(?:modify|update|change|edit) (?:your )?(?:e-?mail |subscription )?(?:preferences|settings) or unsubscribe\\b',
  '(?:^|[.!?|*>_=-] ?)(?:you can )?unsubscribe or (?:manage|update|change) your (?:e-?mail )?(?:preferences|subscriptions?|alerts)\\b',
  // Links beside each other: MailPoet, SendGrid, AWeber, listmonk.
  `(?:^|[.!?|•·*>] ?)unsubscribe(?: here| now)? ?[|•·–—-] ?${BESIDE}`,
  `\\b${BESIDE} ?[|•·–—] ?unsubscribe(?:$| ?[|•·–—.])`,
  '(?:^|[.!?|*>_=-] ?)to (?:update|change|manage|edit) your [^.!?]{1,60} or (?:to )?unsubscribe\\b[^.!?:]{0,30},? (?:please )?(?:click|visit|go to|follow)\\b',
  '(?:^|[.!?|*>_=-] ?)um (?:den|diesen|unseren) newsletter abzubestellen[^.!?]{0,40}(?:klicken sie|hier klicken|https?:)',
  '(?:^|[.!?|*>_=-] ?)to (?:subscribe (?:or|and|/) ?|subscribe/|change (?:your )?(?:address|options|settings) or |\\(un\\)|leave |sign off )(?:to )?(?:unsubscribe|subscribe|this list|the list)\\b[^.!?:]{0,60}[,:]? (?:please )?(?:click|visit|go to|send|follow|https?:|www\\.)',
  '(?:^|[.!?|*>_=-] ?)(?:to )?unsubscribe: ?<?[^\\s@]{1,60}@',
  '\\byou (?:can|may) (?:also )?unsubscribe(?! me\\b)[^.!?]{0,60} by (?:click|send|visit|reply|go)ing\\b',
  "(?:^|[.!?|*>_=-] ?)(?:don't|do not|no longer) want (?:to (?:receive|get) )?(?:these|this|our|such|more) [^.!?]{0,30}\\? (?:you can )?(?:unsubscribe|click here)\\b",
  '(?:^|[.!?|*>_=-] ?)(?:please )?click here to (?:unsubscribe|be removed|opt[ -]?out)(?: from (?:this|our|these|all|future) [^.!?|]{0,30})?(?:$|[.|])',
  '\\bif you no longer wish to watch this (?:topic|forum)\\b[^.!?]{0,60}(?:click|link)',
  '(?:^|[.!?|*>_=-] ?)unsubscribe to new topics from this board by using this link',
  '(?:^|[.!?|*>_=-] ?)unsubscribe(?: from (?:this|our|these|the) [^.,!?:]{0,30})?(?: at| here)? ?[:<(]? ?<?(?:https?://|www\\.|mailto:)',
  '\\b(?:wenn|falls|sollten) sie (?:[^.!?]|\\.\\S){0,120}(?:nicht|keine?n?)\\b[^.!?]{0,40} (?:mehr|langer|weiter)[^.!?]{0,30} (?:erhalten|empfangen|beziehen|bekommen)[^.!?]{0,120}(?:hier klicken|link|abbestellen|abmelden|klick)',
  '\\bmochten sie [^.!?]{0,60}newsletter[^.!?]{0,30} nicht (?:mehr|langer|weiter) (?:erhalten|empfangen)\\? [^.!?]{0,20}(?:klick|hier)',
  '(?:^|[.!?|*>_=-] ?)(?:zum|um sich (?:vom|von diesem) newsletter) ab(?:melden|zumelden)[^.!?]{0,60}(?:hier|klick|link|https?:)',
  '\\bpour (?:vous|te) (?:desabonner|desinscrire)[^.!?]{0,60}(?:cliquez|clique|ici|https?:)',
  '\\bsi (?:vous )?ne (?:souhaitez|voulez) plus recevoir [^.!?]{0,80}(?:cliquez|ici|lien|https?:)',
  '\\b(?:para|si deseas?|si quieres?) (?:darte|darse|cancelar)[^.!?]{0,60}(?:haz|haga|pulsa|clic|aqui|https?:)',
  '\\bper (?:cancellar(?:ti|si)|disiscriver(?:ti|si)|annullare)[^.!?]{0,60}(?:clicca|cliccare|qui|https?:)',
  '(?:^|[.!?|*>_=-] ?)cliquez ici pour vous (?:desabonner|desinscrire)\\b',
  '\\bsi no (?:deseas?|quieres?) (?:seguir )?(?:recibir|recibiendo) (?:mas |estos? |nuestros? )[^.!?]{0,60}(?:de baja|haz clic|haga clic|pulsa)',
  '\\bse non (?:desideri|desidera|vuoi|vuole) piu ricevere [^.!?]{0,80}(?:clicca|cliccare|disiscriv|invia una mail)',
  '\\bse (?:voce )?nao (?:deseja|quer|quiser) (?:mais )?receber (?:mais )?[^.!?]{0,60}(?:clique|acesse)',
  '\\b(?:als|indien|wilt|wil) (?:u|je) [^.!?]{0,60}(?:niet (?:meer|langer)|geen) [^.!?]{0,40}ontvangen[^.!]{0,40}(?:klik|afmelden|uitschrijven)',
  '\\bjesli nie chcesz (?:juz |wiecej )?otrzymywac [^.!?]{0,80}(?:klik|wypis)',
  'если вы больше не хотите получать [^.!?]{0,80}(?:нажмите|переидите|отпис)',
  '配信停止をこ希望の方は[^。]{0,20}(?:こちら|https?:)',
])
