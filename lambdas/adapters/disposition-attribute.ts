/** The attribute's name: of the predefined one, and of the one that contact-flows/disposition-guide.json writes. */
export const DISPOSITION_ATTRIBUTE = 'Disposition'
