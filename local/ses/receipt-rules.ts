import type { InboundMail } from '../mail/mail.ts'
import { ACCOUNT, arn } from '../place.ts'
import type { Random } from '../random.ts'
import { type Aws, AwsError, type Caller } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { receiptEvent } from './receipt-event.ts'

/** The rule set that Connect makes and activates for email; a Region has one active set. */
const ACTIVE_RULE_SET = 'AmazonConnectEnabledRuleSet-DO-NOT-DELETE'

/** AWS::SES::ReceiptRule, as far as it is modelled: Lambda actions that SES does not wait for. */
export interface ReceiptRule {
  name: string
  enabled: boolean
  /** Addresses, domains, or domains with a dot in front for their subdomains. None: all mail. */
  recipients: readonly string[]
  functionArns: readonly string[]
}

export interface ReceiptRulesProps {
  aws: Aws
  timeline: Timeline
  random: Random
  /** A function could not be called; the mail goes on. */
  onTrouble(text: string): void
}

/**
 * What SES does with a mail before Connect gets it. No service of the endpoint, since nothing deployed calls SES: its
 * rules come from the template alone. Connect's own rule is always the last.
 */
export class ReceiptRules {
  private rules: ReceiptRule[] = []
  private readonly props: ReceiptRulesProps

  constructor(props: ReceiptRulesProps) {
    this.props = props
  }

  /** Throws as CreateReceiptRule does; SES tries whether it may call the functions. */
  async create(ruleSetName: string, rule: ReceiptRule, after: string | undefined): Promise<void> {
    if (ruleSetName !== ACTIVE_RULE_SET)
      throw new AwsError('RuleSetDoesNotExistException', `Rule set does not exist: ${ruleSetName}`)
    if (this.rules.some(({ name }) => name === rule.name))
      throw new AwsError('AlreadyExistsException', `Rule already exists: ${rule.name}`)
    const at = after === undefined ? 0 : this.rules.findIndex(({ name }) => name === after) + 1
    if (after !== undefined && at === 0)
      throw new AwsError('RuleDoesNotExistException', `Rule does not exist: ${after}`)
    for (const functionArn of rule.functionArns) await this.tryOut(rule, functionArn)
    this.rules.splice(at, 0, rule)
  }

  remove(name: string): void {
    this.rules = this.rules.filter((rule) => rule.name !== name)
  }

  /** Calls every function that a rule has for this mail, in the rules' order, and waits for none. */
  async apply(mail: InboundMail): Promise<void> {
    const id = this.props.random.uuid().replaceAll('-', '')
    for (const rule of this.rules.filter(({ enabled }) => enabled)) {
      const recipients = mail.envelope.to.filter((address) => isFor(rule, address))
      if (recipients.length === 0) continue
      for (const functionArn of rule.functionArns)
        await this.show(mail, { id, rule, recipients, functionArn })
    }
  }

  private async show(
    mail: InboundMail,
    on: { id: string; rule: ReceiptRule; recipients: string[]; functionArn: string },
  ): Promise<void> {
    const { id, rule, recipients, functionArn } = on
    const nullPath = this.props.random.pick(['', '<>', undefined] as const)
    const at = this.props.timeline.now()
    const event = receiptEvent({ id, at, mail, recipients, functionArn, nullPath })
    try {
      await this.invoke(rule, functionArn, 'Event', JSON.stringify(event))
    } catch (error) {
      const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      this.props.onTrouble(`the receipt rule ${rule.name} could not call ${functionArn}: ${why}`)
    }
  }

  private async tryOut(rule: ReceiptRule, functionArn: string): Promise<void> {
    try {
      await this.invoke(rule, functionArn, 'DryRun', '{}')
    } catch {
      throw new AwsError('InvalidLambdaFunctionException', `Could not invoke Lambda function: ${functionArn}`)
    }
  }

  private invoke(rule: ReceiptRule, FunctionName: string, InvocationType: string, event: string) {
    const sourceArn = arn('ses', `receipt-rule-set/${ACTIVE_RULE_SET}:receipt-rule/${rule.name}`)
    const caller: Caller = {
      kind: 'service',
      principal: 'ses.amazonaws.com',
      sourceArn,
      sourceAccount: ACCOUNT,
    }
    const input = { FunctionName, InvocationType, Payload: Buffer.from(event) }
    return this.props.aws.call('lambda', 'Invoke', input, caller)
  }
}

function isFor({ recipients }: ReceiptRule, address: string): boolean {
  const wanted = address.toLowerCase()
  const domain = wanted.slice(wanted.lastIndexOf('@') + 1)
  return (
    recipients.length === 0 ||
    recipients
      .map((recipient) => recipient.toLowerCase())
      .some((recipient) => {
        if (recipient.includes('@')) return recipient === wanted
        return recipient.startsWith('.') ? domain.endsWith(recipient) : recipient === domain
      })
  )
}
