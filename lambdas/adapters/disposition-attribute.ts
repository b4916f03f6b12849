/** The attribute's name: of the predefined one, and of the one that contact-flows/disposition-guide.json writes. */
export const DISPOSITION_ATTRIBUTE = 'Disposition'

/** What that guide writes beside it: its own contact, which is related to the one that was closed. */
export const GUIDE_ATTRIBUTE = 'homewardDispositionGuide'
