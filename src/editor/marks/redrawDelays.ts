/** How long after an edit the marks in view are drawn anew; the editor moves them along meanwhile. */
export const gutterMs = 80

/** How long after an edit the overview ruler is drawn anew: the whole file has to be looked at, and nobody reads single lines there. */
export const rulerMs = 350
