/// <reference lib="dom" />

/** Attributes of an element; where the value is undefined the attribute is left out. */
export type Attributes = Readonly<
  Partial<Record<'class' | 'title' | 'role' | 'type' | 'aria-label' | 'aria-hidden' | 'aria-live' | 'tabindex', string>>
>

/** A new element. Strings among the children become text, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/** A button that says `label` and does `onClick` unless it is switched off, see {@link setEnabled}. */
export function button(className: string, label: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', { class: className, type: 'button' }, label)
  made.addEventListener('click', () => {
    if (made.ariaDisabled !== 'true') onClick()
  })
  return made
}

/** Switches a button on or off. Not by `disabled`: that would take the focus from whoever just pressed it. */
export function setEnabled(made: HTMLButtonElement, enabled: boolean): void {
  made.ariaDisabled = enabled ? null : 'true'
}
