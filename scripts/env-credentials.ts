/**
 * What every bundle carries in place of `@aws-sdk/credential-provider-node`. A zip Lambda finds its credentials in
 * three environment variables; the full chain (profiles, SSO, instance metadata, containers) is about 120 KB that
 * would only cost start-up time.
 */
export function defaultProvider() {
  return async () => ({
    accessKeyId: required('AWS_ACCESS_KEY_ID'),
    secretAccessKey: required('AWS_SECRET_ACCESS_KEY'),
    ...(process.env.AWS_SESSION_TOKEN && { sessionToken: process.env.AWS_SESSION_TOKEN }),
  })
}

/** The variables of a sandbox never change while it lives, so its credentials are never refreshed. */
export function credentialsTreatedAsExpired() {
  return false
}

export function credentialsWillNeedRefresh() {
  return false
}

function required(name: string): string {
  const value = process.env[name]
  if (!value)
    throw new Error(`${name} is not set: a Homeward bundle takes its credentials from the environment only`)
  return value
}
