import type { Kinds, TemplateBook } from './kind.ts'

/** Message templates of Amazon Q in Connect, of which only those for email are supported here. */
export const wisdomKinds: Kinds = {
  'AWS::Wisdom::KnowledgeBase': {
    runs: true,
    create({ properties }, { templates }) {
      const { id, arn } = templates.createKnowledgeBase(properties.Name, properties.KnowledgeBaseType)
      return { ref: id, attributes: { KnowledgeBaseId: id, KnowledgeBaseArn: arn } }
    },
    remove: (made, { templates }) => templates.removeKnowledgeBase(made.ref),
  },
  'AWS::Wisdom::MessageTemplate': {
    runs: true,
    create({ properties }, { templates }) {
      const made = templates.createTemplate(properties.KnowledgeBaseArn, properties.Name, emailOf(properties))
      return { ref: made.arn, attributes: attributesOf(made, templates) }
    },
    fixed: ['KnowledgeBaseArn', 'ChannelSubtype', 'Name'],
    update({ properties }, before, { templates }) {
      templates.updateTemplate(before.ref, emailOf(properties))
      const id = String(before.attributes.MessageTemplateId)
      return { ref: before.ref, attributes: attributesOf({ arn: before.ref, id }, templates) }
    },
    remove: (made, { templates }) => templates.removeTemplate(made.ref),
  },
  'AWS::Wisdom::MessageTemplateVersion': {
    runs: true,
    create: ({ properties }, { templates }) => versionOf(properties, templates),
    fixed: ['MessageTemplateArn'],
    update: ({ properties }, _, { templates }) => versionOf(properties, templates),
  },
}

function versionOf(properties: Record<string, any>, templates: TemplateBook) {
  const { arn, number } = templates.createVersion(properties.MessageTemplateArn)
  return { ref: arn, attributes: { MessageTemplateVersionArn: arn, MessageTemplateVersionNumber: number } }
}

function attributesOf({ arn, id }: { arn: string; id: string }, templates: TemplateBook) {
  return {
    MessageTemplateArn: arn,
    MessageTemplateId: id,
    MessageTemplateContentSha256: templates.checksum(arn),
  }
}

function emailOf({ ChannelSubtype, Content }: Record<string, any>) {
  const email = Content?.EmailMessageTemplateContent
  if (ChannelSubtype !== 'EMAIL' || !email)
    throw new Error(`A message template for ${ChannelSubtype} is not supported here: only EMAIL is`)
  const headers: { Name: string; Value: string }[] = email.Headers ?? []
  return {
    subject: email.Subject,
    text: email.Body?.PlainText?.Content,
    html: email.Body?.Html?.Content,
    headers: headers.map(({ Name: name, Value: value }) => ({ name, value })),
  }
}
