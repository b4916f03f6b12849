import { textOf } from '../document.ts'
import {
  any,
  errors,
  flag,
  INBOUND,
  json,
  NO_CONDITIONS,
  NO_MATCHING_ERROR,
  required,
  statically,
  texts,
  whole,
} from './shapes.ts'
import type { ActionSpec, ErrorRule, Family, Parameters } from './spec.ts'

/** One of the customer profiles actions; "…Error" names as console exports have them [X]. */
function profile(...found: string[]): ActionSpec {
  return {
    parameters: { ProfileRequestData: required(texts), ProfileResponseData: texts },
    errors: errors('NoMatchingError', ...found),
    conditions: NO_CONDITIONS,
    next: 'required',
  }
}

/** ContactNotLinked goes with LinkContactToCase "true": every export that links has it, no other does [X]. */
function caseErrors(...others: string[]) {
  return ({ LinkContactToCase }: Parameters): ErrorRule =>
    textOf(LinkContactToCase).toLowerCase() === 'true'
      ? errors('NoMatchingError', 'ContactNotLinked', ...others)
      : errors('NoMatchingError', ...others)
}

const CASE = { LinkContactToCase: flag, CaseRequestFields: texts, ContactToLink: statically }

const TABLE: Omit<ActionSpec, 'parameters'> = {
  errors: NO_MATCHING_ERROR,
  conditions: NO_CONDITIONS,
  next: 'required',
}

export const MODULES_CASES_AND_PROFILES: Family = {
  InvokeFlowModule: {
    parameters: { FlowModuleId: required(whole), Input: json },
    errors: { required: ['NoMatchingError'], allowed: ['NoMatchingCondition'] },
    // The branches a module declares; CreateContactFlow checks them against the module, which is not at hand here.
    conditions: { kind: 'results' },
    next: 'required',
    // The developer guide says so; default and sample flows have it in other types as well [X].
    documentedIn: INBOUND,
  },
  CreateCase: {
    parameters: { ...CASE, LinkContactToCase: required(flag), CaseTemplateId: required(whole) },
    wrongNames: { Fields: 'CaseRequestFields' },
    errors: caseErrors(),
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  UpdateCase: {
    parameters: { ...CASE, CaseId: required(whole) },
    errors: caseErrors(),
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  GetCase: {
    parameters: {
      ...CASE,
      GetLastUpdatedCase: flag,
      CustomerId: any,
      CaseResponseFields: { is: 'list', most: 10, of: statically },
    },
    errors: caseErrors('MultipleFound', 'NoneFound'),
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  CreateCustomerProfile: profile(),
  UpdateCustomerProfile: profile(),
  AssociateContactToCustomerProfile: profile(),
  GetCustomerProfile: profile('MultipleFoundError', 'NoneFoundError'),
  GetCalculatedAttributesForCustomerProfile: profile('NoneFoundError'),
  GetCustomerProfileObject: profile('NoneFoundError'),
  EvaluateDataTableValues: {
    parameters: { DataTableId: required(whole), Queries: required(texts) },
    ...TABLE,
  },
  // List and Upsert are known from one source only.
  ListDataTableValues: {
    parameters: { DataTableId: required(whole), PrimaryKeyGroups: json },
    open: json,
    ...TABLE,
  },
  UpsertDataTableValues: {
    parameters: { DataTableId: required(whole), LockVersion: json, DataTableUpsertAttributes: json },
    open: json,
    ...TABLE,
  },
}
