import { CfnView } from 'aws-cdk-lib/aws-connect'
import { Construct } from 'constructs'

export interface DispositionViewProps {
  readonly instanceArn: string
  /** Unique in the instance. */
  readonly name: string
  readonly values: readonly string[]
}

/**
 * The form that asks an agent what a contact was about (admin guide, "Custom views"). The list is part of the view:
 * what a flow hands to one may have 16 KB, less than 500 names. Connect's list has no search of its own that is
 * documented, so there is a field to type in, and the function finds what is meant.
 */
export class DispositionView extends Construct {
  /** With the qualifier under which a flow shows it. */
  readonly arn: string

  constructor(scope: Construct, id: string, { instanceArn, name, values }: DispositionViewProps) {
    super(scope, id)
    const view = new CfnView(this, 'View', {
      instanceArn,
      name,
      description: 'Asks an agent what a contact was about',
      actions: ['Submit'],
      template: {
        Head: { Title: 'Disposition', Configuration: { Layout: { Columns: ['12'] } } },
        Body: [
          {
            _id: 'form',
            Type: 'Form',
            Props: { HideBorder: true },
            Content: [
              component('heading', 'Header', { variant: 'h2', description: '$.Message' }, ['Disposition']),
              component('typed', 'FormInput', {
                Label: 'Type a part of its name',
                Name: 'typed',
                InputType: 'text',
                Required: false,
              }),
              component('list', 'Dropdown', {
                Label: 'Or pick it',
                Name: 'disposition',
                MultiSelect: false,
                Clearable: true,
                Required: false,
                Options: values.map((value) => ({ Label: value, Value: value })),
              }),
              component('submit', 'SubmitButton', { Action: 'Submit', Label: 'Save and close' }, [
                'Save and close',
              ]),
            ],
          },
        ],
      },
    })
    this.arn = `${view.attrViewArn}:$LATEST`
  }
}

function component(_id: string, Type: string, Props: object, Content: readonly string[] = []) {
  return { _id, Type, Props, Content }
}
