import { textOf } from '../document.ts'
import {
  any,
  flag,
  INBOUND,
  json,
  NO_CONDITIONS,
  NO_MATCHING_ERROR,
  required,
  statically,
  whole,
} from './shapes.ts'
import type { ActionSpec, ErrorRule, Family, Parameters } from './spec.ts'

/** One of the customer profiles actions; "…Error" names as console exports have them [X]. */
function profile(...found: string[]): ActionSpec {
  return {
    parameters: { ProfileRequestData: required(json), ProfileResponseData: json },
    open: true,
    errors: { required: ['NoMatchingError'], allowed: found, others: 'unknown' },
    conditions: NO_CONDITIONS,
    next: 'required',
  }
}

/** ContactNotLinked goes with LinkContactToCase "true" [X]. */
function caseErrors(...others: string[]) {
  return ({ LinkContactToCase }: Parameters): ErrorRule => ({
    required: ['NoMatchingError'],
    allowed: textOf(LinkContactToCase).toLowerCase() === 'true' ? ['ContactNotLinked', ...others] : others,
    others: 'unknown',
  })
}

const TABLE: Omit<ActionSpec, 'parameters'> = {
  open: true,
  errors: NO_MATCHING_ERROR,
  conditions: NO_CONDITIONS,
  next: 'required',
}

export const MODULES_CASES_AND_PROFILES: Family = {
  InvokeFlowModule: {
    parameters: { FlowModuleId: required(whole), Input: json },
    open: true,
    errors: { required: ['NoMatchingError'], allowed: ['NoMatchingCondition'], others: 'unknown' },
    // The branches a module declares; CreateContactFlow checks them against the module, which is not at hand here.
    conditions: { kind: 'results' },
    next: 'required',
    documentedIn: INBOUND,
  },
  CreateCase: {
    parameters: {
      LinkContactToCase: required(flag),
      CaseTemplateId: required(whole),
      CaseRequestFields: json,
      ContactToLink: statically,
    },
    open: true,
    wrongNames: { Fields: 'CaseRequestFields' },
    errors: caseErrors(),
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  UpdateCase: {
    parameters: {
      LinkContactToCase: flag,
      CaseId: required(whole),
      CaseRequestFields: json,
      ContactToLink: statically,
    },
    open: true,
    errors: caseErrors(),
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  GetCase: {
    parameters: {
      LinkContactToCase: flag,
      GetLastUpdatedCase: flag,
      CaseRequestFields: json,
      CustomerId: any,
      CaseResponseFields: { is: 'list', most: 10, of: statically },
      ContactToLink: statically,
    },
    open: true,
    errors: caseErrors('MultipleFound', 'NoneFound'),
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  CreateCustomerProfile: profile(),
  UpdateCustomerProfile: profile(),
  AssociateContactToCustomerProfile: profile(),
  GetCustomerProfile: profile('MultipleFoundError', 'NoneFoundError'),
  GetCalculatedAttributesForCustomerProfile: profile('NoneFoundError'),
  GetCustomerProfileObject: {
    ...profile(),
    errors: { required: ['NoMatchingError', 'NoneFoundError'], others: 'unknown' },
  },
  EvaluateDataTableValues: {
    parameters: { DataTableId: required(whole), Queries: required(json) },
    ...TABLE,
  },
  // List and Upsert are known from one source only.
  ListDataTableValues: { parameters: { DataTableId: required(whole), PrimaryKeyGroups: json }, ...TABLE },
  UpsertDataTableValues: {
    parameters: { DataTableId: required(whole), LockVersion: json, DataTableUpsertAttributes: json },
    ...TABLE,
  },
}
