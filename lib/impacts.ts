/** What a customer notices when something of Homeward fails. Alarms and runbooks say it in these words. */
export const IMPACTS = {
  acknowledgementMissing: 'A customer who wrote has got no acknowledgement.',
  holdOutlasted: 'A customer may wait for an absent agent longer than promised, until the next sweep.',
  transferUntaken:
    'A customer may wait for an agent who was given their email and does not take it, until the next sweep, or until a person moves it.',
  ownerUntold:
    'An agent does not know that somebody else answered their customer, and a customer may be answered twice.',
  returnMissing:
    'An agent cannot give an email back to the agent who knows it: it goes to the queue instead.',
  emailsUnrecognised:
    'Emails go straight to the queue: customers get no acknowledgement and a stranger instead of their agent.',
  mailUninspected:
    'A machine may get an acknowledgement that only its headers would have kept from it, and a web form none.',
  mailBounced:
    'Customers may not get what is written to them: mail servers report that mail from our addresses was not delivered.',
  eventsUnseen: 'Replies may be held for the wrong agent: who answered whom has not been recorded.',
  sweepMissing: 'Whatever else failed stays so: a customer may wait without an answer and without an end.',
  dispositionsLost:
    'What customers wrote about goes unrecorded for a while, and agents clear each contact by hand before the next customer.',
  contactUnlabelled:
    'Customers notice nothing: what a contact was about is recorded, but missing where supervisors search in Connect.',
  agentsUnseen:
    'Agents may be shown as they were some time ago: a customer is promised somebody who has left, or refused somebody who is there.',
  agentStuck: 'Customers may wait although an agent is there, whom nothing reaches.',
  agentsNotFound:
    'Nobody can look up whether an agent is there, so customers are not told, or put through, to them.',
  ownersGoneUnseen:
    'A customer may wait until the end of the hold for an agent who is gone, instead of going to the queue.',
  waitingUnseen: 'A customer may wait for an answer without anybody being reminded of it.',
  chatUnwatched:
    'A customer who has gone from a chat keeps its agent from others until the agent ends the chat by hand.',
  chatUnclosed:
    'A customer whose chat ends because they were silent is not told why, and their agent clears it by hand.',
  chatUnspoken:
    'A customer who is silent in a chat is told that it closes, without having been asked whether they are there.',
  chatUnheard:
    'A customer who writes in the very second in which something is said to them may be asked again, or find the chat closed.',
  holdUntimed:
    'A caller whose agent waits for a colleague may stay on hold for longer than a minute, and nobody lets the agent go.',
  holdNotEscalated:
    'A caller has been on hold for longer than allowed, and their agent has not been told that the call may go.',
  flowNotAssociated: 'Mail to a new or changed address may start no flow, so nobody answers it.',
} as const
