/** Put in by the build. */
declare const BYLINE_VERSION: string | undefined

/** Version of this command line. */
export const version = typeof BYLINE_VERSION === 'string' ? BYLINE_VERSION : '0.0.0'
