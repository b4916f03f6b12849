/** What a publisher gives: a text, and attributes that subscribers may filter by. */
export interface Publication {
  message: string
  attributes: Readonly<Record<string, string>>
}

export interface Notice extends Publication {
  messageId: string
  topicArn: string
  subscriptionArn: string
  /** Epoch milliseconds. */
  at: number
}

/** The event that a function gets (Lambda guide, "Using Lambda with Amazon SNS"). Signatures are made up: nobody checks them here. */
export function notificationEvent({ messageId, topicArn, subscriptionArn, at, message, attributes }: Notice) {
  return {
    Records: [
      {
        EventVersion: '1.0',
        EventSubscriptionArn: subscriptionArn,
        EventSource: 'aws:sns',
        Sns: {
          SignatureVersion: '1',
          Timestamp: new Date(at).toISOString(),
          Signature: 'EXAMPLE',
          SigningCertUrl: 'EXAMPLE',
          MessageId: messageId,
          Message: message,
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, Value]) => [name, { Type: 'String', Value }]),
          ),
          Type: 'Notification',
          UnsubscribeUrl: 'EXAMPLE',
          TopicArn: topicArn,
          Subject: null,
        },
      },
    ],
  }
}
