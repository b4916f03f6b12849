/**
 * What an agent is told by a notification, in each language that Homeward speaks. Connect shows the one of the agent's own
 * workspace, and 250 characters of it (API reference, "CreateNotification").
 */
export type Notice = Readonly<{ en: string; de: string }>
