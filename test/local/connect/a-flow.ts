interface Action {
  Identifier: string
  Type: string
  Parameters: object
  Transitions: object
}

/** One action whose error branches all lead to the next one in the list. */
export function action(
  Type: string,
  Parameters: object,
  errors = ['NoMatchingError'],
): Action & { errors: string[] } {
  return {
    Identifier: `${Type} ${JSON.stringify(Parameters).length}`,
    Type,
    Parameters,
    Transitions: {},
    errors,
  }
}

export const disconnect: Action = {
  Identifier: 'Disconnect',
  Type: 'DisconnectParticipant',
  Parameters: {},
  Transitions: {},
}

export const endFlow: Action = { ...disconnect, Identifier: 'End', Type: 'EndFlowExecution' }

export const toQueue = (queueId: string) => [
  action('UpdateContactTargetQueue', { QueueId: queueId }),
  action('TransferContactToQueue', {}, ['QueueAtCapacity', 'NoMatchingError']),
]

export const preferring = (agentId: string, seconds: number) =>
  action('UpdateContactRoutingCriteria', {
    RoutingCriteria: {
      Steps: [
        {
          Expression: {
            AttributeCondition: {
              ComparisonOperator: 'Match',
              MatchCriteria: { AgentsCriteria: { AgentIds: [agentId] } },
            },
          },
          Expiry: { DurationInSeconds: String(seconds) },
        },
      ],
    },
  })

/** The content of a flow that goes through these actions in order. */
export function flowContent(actions: readonly (Action & { errors?: string[] })[]): string {
  const linked = actions.map(({ errors, ...each }, index) => {
    const next = actions[index + 1]?.Identifier
    if (errors === undefined) return each
    const Errors = errors.map((ErrorType) => ({ NextAction: next, ErrorType }))
    return { ...each, Transitions: { NextAction: next, Errors } }
  })
  return JSON.stringify({ Version: '2019-10-30', StartAction: actions[0]?.Identifier, Actions: linked })
}
