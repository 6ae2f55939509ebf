"""Characters of mathematics and their names in TeX.

Sources: the Unicode characters and commands of unicode-math (Robertson et al., table of symbols), of which plain TeX,
amsmath and amssymb have the ones here.
"""

from typing import Final

#: Greek letters that have a command of their own; the others look like Latin ones and are written as these.
_GREEK: Final = (
    "α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ϑ vartheta ι iota κ kappa ϰ varkappa"
    " λ lambda μ mu µ mu ν nu ξ xi π pi ϖ varpi ρ rho ϱ varrho σ sigma ς varsigma τ tau υ upsilon φ varphi ϕ phi χ chi"
    " ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega"
)
_OTHERS: Final = (
    "∑ sum ∏ prod ∐ coprod ∫ int ∬ iint ∭ iiint ∮ oint ⋃ bigcup ⋂ bigcap ⨁ bigoplus ⨂ bigotimes ⋁ bigvee ⋀ bigwedge"
    " ± pm ∓ mp × times ÷ div ⋅ cdot · cdot ∘ circ • bullet ∗ ast ⋆ star ⊕ oplus ⊖ ominus ⊗ otimes ⊙ odot ∧ wedge"
    " ∨ vee ∩ cap ∪ cup ⊔ sqcup ⊓ sqcap ∖ setminus ≀ wr † dagger ‡ ddagger ⋉ ltimes ⋊ rtimes ≤ leq ≥ geq ⩽ leqslant"
    " ⩾ geqslant ≪ ll ≫ gg ≲ lesssim ≳ gtrsim ≠ neq ≡ equiv ≢ not\\equiv ≈ approx ≉ not\\approx ∼ sim ≃ simeq ≅ cong"
    " ≍ asymp ≐ doteq ≜ triangleq ∝ propto ≺ prec ≻ succ ⪯ preceq ⪰ succeq ∈ in ∉ notin ∋ ni ⊂ subset ⊃ supset"
    " ⊆ subseteq ⊇ supseteq ⊊ subsetneq ⊏ sqsubset ⊑ sqsubseteq ⊢ vdash ⊨ models ⊥ bot ⊤ top ∣ mid ∥ parallel"
    " → to ⟶ longrightarrow ← leftarrow ↔ leftrightarrow ⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow ↦ mapsto ↑ uparrow"
    " ↓ downarrow ↗ nearrow ↘ searrow ⇌ rightleftharpoons ⇀ rightharpoonup ↪ hookrightarrow ⟹ Longrightarrow"
    " ∀ forall ∃ exists ∄ nexists ¬ neg ∅ emptyset ∞ infty ∂ partial ∇ nabla √ surd ∠ angle △ triangle □ square"
    " ◊ lozenge ℏ hbar ℓ ell ℘ wp ℜ Re ℑ Im ℵ aleph ′ prime … ldots ⋯ cdots ⋮ vdots ⋱ ddots ⟨ langle ⟩ rangle 〈 langle"
    " 〉 rangle ⌈ lceil ⌉ rceil ⌊ lfloor ⌋ rfloor ‖ Vert ∴ therefore ∵ because ★ bigstar ⊎ uplus ⋄ diamond"
)


def _pairs(listed: str) -> dict[str, str]:
    parts = listed.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


#: Character → name of its command, without the backslash.
COMMANDS: Final = _pairs(_GREEK + " " + _OTHERS)
#: Name of a command → the character that it prints. Of several characters of one command it is the usual one.
CHARACTERS: Final = {name: char for char, name in reversed(COMMANDS.items())} | _pairs(
    "epsilon ε phi φ mu μ le ≤ ge ≥ ne ≠ rightarrow → langle ⟨ rangle ⟩"
)
#: Characters that TeX reads as commands or prints as something else, and spaces.
ESCAPES: Final = {
    "\\": r"\backslash", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\wedge", "~": r"\sim", "<": r"\lt", ">": r"\gt", "\u2212": "-", "\u2010": "-", "\u2011": "-",
    "\u2009": r"\,", "\u200a": r"\,", "\u2005": r"\:", "\u2003": r"\quad", "\u00a0": "~",
    "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "", "\u200b": "", "\ufeff": "",
}  # fmt: skip


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


#: Names that TeX sets upright as functions.
FUNCTIONS: Final = _names("""
    arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min
    Pr sec sin sinh sup tan tanh
""")
#: Operators that take what stands above and below them as their limits.
LIMITS: Final = _names(r"""
    \sum \prod \coprod \int \iint \iiint \oint \bigcup \bigcap \bigoplus \bigotimes \bigvee \bigwedge \lim \liminf
    \limsup \max \min \sup \inf \det \gcd \Pr
""")
#: Words of a character's Unicode name, and of MathML's `mathvariant`, → the command of that alphabet; the first that
#: fits counts.
ALPHABETS: Final = (
    ("DOUBLE-STRUCK", "mathbb"), ("FRAKTUR", "mathfrak"), ("BLACK-LETTER", "mathfrak"), ("SCRIPT", "mathcal"),
    ("MONOSPACE", "mathtt"), ("BOLD ITALIC", "boldsymbol"), ("BOLD-ITALIC", "boldsymbol"), ("SANS-SERIF", "mathsf"),
    ("BOLD", "mathbf"),
)  # fmt: skip
#: What stands above a base → the accent that it is. The combining ones are U+0302 and so on.
ACCENTS: Final = _pairs(
    "¯ bar ‾ bar ˉ bar ― overline _ overline ^ hat ˆ hat \u0302 hat ~ tilde ˜ tilde ∼ tilde \u0303 tilde"
    " → vec \u20d7 vec ˙ dot . dot \u0307 dot ¨ ddot \u0308 ddot ˇ check ˘ breve ´ acute ` grave"
    " ⏞ overbrace ︷ overbrace"
)
#: The same below.
UNDER: Final = _pairs("¯ underline _ underline \u0332 underline ‾ underline ⏟ underbrace ︸ underbrace")
