import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ACCOUNT, REGION } from '../place.ts'

export interface Resource {
  Type: string
  Properties?: Record<string, unknown>
  DependsOn?: string | string[]
  Condition?: string
  DeletionPolicy?: string
}

/** A CloudFormation template, as far as it is read here. */
export interface Template {
  Parameters?: Record<string, { Type: string; Default?: unknown }>
  Mappings?: Record<string, Record<string, Record<string, unknown>>>
  Conditions?: Record<string, unknown>
  Resources: Record<string, Resource>
  Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown }; Condition?: string }>
}

export interface Stack {
  name: string
  template: Template
  /** S3 object key → the file or folder of the assembly that would be uploaded under it. */
  assets: ReadonlyMap<string, string>
}

/** What `cdk synth` left behind: the stacks, each after those it depends on. */
export interface Assembly {
  folder: string
  stacks: readonly Stack[]
}

const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs', 'Rules']
const PROSE = ['AWSTemplateFormatVersion', 'Description', 'Metadata']

/**
 * Reads a cloud assembly folder (manifest.json, templates, asset manifests); all paths it gives are absolute.
 * Throws on a missing manifest, on a template section that is not understood, and on stacks that depend on each other.
 */
export function readAssembly(folder: string): Assembly {
  const found = new Map<string, { stack: Stack; after: string[] }>()
  const whole = resolve(folder)
  collect(whole, found)
  return { folder: whole, stacks: inOrder(found) }
}

function collect(folder: string, found: Map<string, { stack: Stack; after: string[] }>): void {
  const artifacts: Record<string, any> = readJson(join(folder, 'manifest.json')).artifacts ?? {}
  for (const [id, artifact] of Object.entries(artifacts)) {
    if (artifact.type === 'cdk:cloud-assembly')
      collect(join(folder, artifact.properties.directoryName), found)
    if (artifact.type !== 'aws:cloudformation:stack') continue
    const template = moved(readJson(join(folder, artifact.properties.templateFile)), artifact.environment)
    const name: string = artifact.properties.stackName ?? id
    refuseUnknownSections(name, template)
    const after: string[] = artifact.dependencies ?? []
    found.set(id, { stack: { name, template, assets: assetsOf(folder, artifacts, after) }, after })
  }
}

/**
 * A template for a certain account and region names them in its ARNs. Here everything is in one account and region, so
 * those stand for the ones that were meant.
 */
function moved(template: Template, environment: string | undefined): Template {
  const [, account, region] = /^aws:\/\/(\d{12})\/([a-z0-9-]+)$/.exec(environment ?? '') ?? []
  if (account === undefined || region === undefined) return template
  return JSON.parse(JSON.stringify(template).replaceAll(account, ACCOUNT).replaceAll(region, REGION))
}

function assetsOf(folder: string, artifacts: Record<string, any>, after: string[]): Map<string, string> {
  const assets = new Map<string, string>()
  for (const id of after) {
    if (artifacts[id]?.type !== 'cdk:asset-manifest') continue
    const { files = {} } = readJson(join(folder, artifacts[id].properties.file))
    for (const { source, destinations } of Object.values<any>(files))
      for (const { objectKey } of Object.values<any>(destinations))
        if (source.path) assets.set(objectKey, join(folder, source.path))
  }
  return assets
}

function refuseUnknownSections(stack: string, template: Template): void {
  for (const section of Object.keys(template))
    if (!SECTIONS.includes(section) && !PROSE.includes(section))
      throw new Error(`${stack}: the template section ${section} is not supported`)
}

function inOrder(found: Map<string, { stack: Stack; after: string[] }>): Stack[] {
  const ordered: Stack[] = []
  const done = new Set<string>()
  const visit = (id: string, path: string[]) => {
    const entry = found.get(id)
    if (!entry || done.has(id)) return
    if (path.includes(id)) throw new Error(`these stacks depend on each other: ${[...path, id].join(' → ')}`)
    for (const before of entry.after) visit(before, [...path, id])
    done.add(id)
    ordered.push(entry.stack)
  }
  for (const id of found.keys()) visit(id, [])
  return ordered
}

function readJson(file: string): any {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`${file} cannot be read: is this folder what cdk synth wrote?`, { cause })
  }
  return JSON.parse(text)
}
