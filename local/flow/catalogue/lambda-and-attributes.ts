import { textOf } from '../document.ts'
import { any, integer, map, NO_CONDITIONS, NO_MATCHING_ERROR, oneOf, required, statically } from './shapes.ts'
import type { Family, Parameters } from './spec.ts'

const LIMIT = { SYNCHRONOUS: 8, ASYNCHRONOUS: 60 } as const

/** A Lambda block's time limit depends on how it invokes [D]; above 8 s on the wire was seen nowhere, so only advice. */
function timeLimit({ InvocationType, InvocationTimeLimitSeconds: seconds }: Parameters) {
  const most = InvocationType === 'ASYNCHRONOUS' ? LIMIT.ASYNCHRONOUS : LIMIT.SYNCHRONOUS
  return Number(textOf(seconds)) > most ? [{ at: '.InvocationTimeLimitSeconds' }] : []
}

export const LAMBDA_AND_ATTRIBUTES: Family = {
  InvokeLambdaFunction: {
    parameters: {
      LambdaFunctionARN: required(any),
      InvocationTimeLimitSeconds: required(integer(1, LIMIT.ASYNCHRONOUS)),
      InvocationType: oneOf('SYNCHRONOUS', 'ASYNCHRONOUS'),
      LambdaInvocationAttributes: map(any),
      ResponseValidation: {
        is: 'object',
        // JSON_OBJECT is refused [L].
        fields: { ResponseType: required(oneOf('STRING_MAP', 'JSON')) },
      },
    },
    wrongNames: {
      RequestAttributes: 'LambdaInvocationAttributes',
      FunctionArn: 'LambdaFunctionARN',
      TimeLimit: 'InvocationTimeLimitSeconds',
    },
    // A Timeout branch is documented for the console, its wire name is not known; every real flow has this one only.
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    check: timeLimit,
  },
  UpdateContactAttributes: {
    parameters: {
      Attributes: required(map(any)),
      // Missing in exports before 2023 [X], so not required.
      TargetContact: oneOf('Current', 'Related'),
    },
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  UpdateFlowAttributes: {
    parameters: {
      // Flat strings are refused [L]; {"Type":"String","Value":…} is accepted too [L].
      FlowAttributes: required(map({ is: 'object', fields: { Value: required(any), Type: statically } })),
    },
    // The reference says "None"; the service wants it [L].
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
}
