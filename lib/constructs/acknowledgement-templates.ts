import { createHash } from 'node:crypto'
import { Fn } from 'aws-cdk-lib'
import { CfnIntegrationAssociation } from 'aws-cdk-lib/aws-connect'
import { CfnKnowledgeBase, CfnMessageTemplate, CfnMessageTemplateVersion } from 'aws-cdk-lib/aws-wisdom'
import { Construct } from 'constructs'

import { TEMPLATE_SUBJECT, templated } from '../../lambdas/domain/wording.ts'
import type { Configuration } from '../configuration.ts'
import { templateOwners } from '../settings.ts'
import type { Instance } from './connect-instance.ts'

/**
 * What tells other machines that a machine wrote (RFC 3834 §5; MS-OXCMAIL), and what tells us that it was ours. A raw
 * message of Connect's has no place for headers, a template has.
 */
const HEADERS = [
  { name: 'Auto-Submitted', value: 'auto-replied' },
  { name: 'X-Auto-Response-Suppress', value: 'All' },
  { name: 'X-Homeward-Acknowledgement', value: '1' },
]

export interface AcknowledgementTemplatesProps {
  readonly configuration: Configuration
  readonly instance: Instance
}

/** The wording of every inbox as message templates of Amazon Q in Connect. Inboxes with the same wording share one. */
export class AcknowledgementTemplates extends Construct {
  readonly knowledgeBaseArn: string
  readonly knowledgeBaseId: string
  /** Of the version that is deployed, in the order of `templateOwners`. */
  readonly versionArns: readonly string[]
  /** The same as `<template>:<version>`. */
  readonly versionIds: readonly string[]

  constructor(scope: Construct, id: string, { configuration, instance }: AcknowledgementTemplatesProps) {
    super(scope, id)
    const { stage, acknowledgements } = configuration
    this.knowledgeBaseArn = acknowledgements.knowledgeBaseArn ?? this.createKnowledgeBase(stage, instance)
    this.knowledgeBaseId = Fn.select(1, Fn.split('/', this.knowledgeBaseArn))
    this.versionArns = templateOwners(configuration.inboxes).map(({ address, language, wording }) => {
      const { text, html } = wording[language]!
      const emailMessageTemplateContent = {
        subject: TEMPLATE_SUBJECT,
        body: {
          plainText: { content: templated(text, 'text') },
          ...(html !== undefined && { html: { content: templated(html, 'html') } }),
        },
        headers: HEADERS,
      }
      const template = new CfnMessageTemplate(this, `Template of ${address}`, {
        knowledgeBaseArn: this.knowledgeBaseArn,
        name: `homeward-${stage}-${address}`,
        channelSubtype: 'EMAIL',
        content: { emailMessageTemplateContent },
      })
      const digest = createHash('sha256').update(JSON.stringify(emailMessageTemplateContent)).digest('hex')
      // A number instead of $ACTIVE_VERSION: CloudFormation makes versions and activates none. Each content has a resource of
      // its own, so that the version before is deleted once nothing names it: a template has 20 at most.
      return new CfnMessageTemplateVersion(this, `Version ${digest.slice(0, 8)} of ${address}`, {
        messageTemplateArn: template.attrMessageTemplateArn,
        messageTemplateContentSha256: template.attrMessageTemplateContentSha256,
      }).attrMessageTemplateVersionArn
    })
    this.versionIds = this.versionArns.map((arn) => Fn.select(2, Fn.split('/', arn)))
  }

  private createKnowledgeBase(stage: string, instance: Instance): string {
    const base = new CfnKnowledgeBase(this, 'KnowledgeBase', {
      name: `homeward-${stage}-messages`,
      knowledgeBaseType: 'MESSAGE_TEMPLATES',
    })
    new CfnIntegrationAssociation(this, 'Integration', {
      instanceId: instance.arn,
      integrationArn: base.attrKnowledgeBaseArn,
      integrationType: 'Q_MESSAGE_TEMPLATES',
    })
    return base.attrKnowledgeBaseArn
  }
}
