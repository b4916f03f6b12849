import type { Created } from '../intrinsics.ts'
import type { Kinds, Wanted, Workshop } from './kind.ts'

const RULE_PROPERTIES = ['Name', 'Enabled', 'ScanEnabled', 'TlsPolicy', 'Recipients', 'Actions']

/** Receipt rules, of which only Lambda actions that SES does not wait for are supported here. */
export const sesKinds: Kinds = {
  'AWS::SES::ReceiptRule': {
    runs: true,
    create: defineRule,
    fixed: ['RuleSetName'],
    async update(wanted, before, workshop) {
      workshop.receiptRules.remove(before.ref)
      return await defineRule(wanted, workshop)
    },
    remove: (made, workshop) => workshop.receiptRules.remove(made.ref),
  },
}

async function defineRule(wanted: Wanted, workshop: Workshop): Promise<Created> {
  const { RuleSetName, After, Rule } = wanted.properties
  const stranger = Object.keys(Rule).find((key) => !RULE_PROPERTIES.includes(key))
  if (stranger !== undefined) throw new Error(`${stranger} of a receipt rule is not supported here`)
  const name: string = Rule.Name ?? workshop.name(wanted, 64)
  const rule = {
    name,
    enabled: String(Rule.Enabled ?? false) === 'true',
    recipients: Rule.Recipients ?? [],
    functionArns: functionsOf(wanted),
  }
  await workshop.receiptRules.create(RuleSetName, rule, After)
  return { ref: name, attributes: {} }
}

function functionsOf({ properties }: Wanted): string[] {
  const actions: Record<string, any>[] = properties.Rule.Actions ?? []
  return actions.map(({ LambdaAction, ...others }) => {
    const [other] = Object.keys(others)
    if (other !== undefined) throw new Error(`${other} of a receipt rule is not supported here`)
    if ((LambdaAction.InvocationType ?? 'Event') !== 'Event')
      throw new Error(`InvocationType ${LambdaAction.InvocationType} of a receipt rule is not supported here`)
    if (LambdaAction.TopicArn) throw new Error('TopicArn of a receipt rule is not supported here')
    return LambdaAction.FunctionArn
  })
}
