"""Mathematical characters and their commands in TeX.

Source: the table of symbols of unicode-math (Robertson et al.), restricted to commands of plain TeX, amsmath and
amssymb.
"""

from typing import Final

#: Greek letters with a command; the others look like Latin letters and are written as these.
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
#: Name of a command → the character that it prints, the usual one where several have the command.
CHARACTERS: Final = {name: char for char, name in reversed(COMMANDS.items())} | _pairs(
    "epsilon ε phi φ mu μ le ≤ ge ≥ ne ≠ rightarrow → langle ⟨ rangle ⟩"
)
#: Spaces, and characters that TeX reads as commands or prints differently.
ESCAPES: Final = {
    "\\": r"\backslash", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\wedge", "~": r"\sim", "<": r"\lt", ">": r"\gt", "\u2212": "-", "\u2010": "-", "\u2011": "-",
    "\u2009": r"\,", "\u200a": r"\,", "\u2005": r"\:", "\u2003": r"\quad", "\u00a0": "~",
    "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "", "\u200b": "", "\ufeff": "",
}  # fmt: skip


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


#: Functions, which TeX prints upright.
FUNCTIONS: Final = _names("""
    arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min
    Pr sec sin sinh sup tan tanh
""")
#: Operators whose scripts above and below are limits.
LIMITS: Final = _names(r"""
    \sum \prod \coprod \int \iint \iiint \oint \bigcup \bigcap \bigoplus \bigotimes \bigvee \bigwedge \lim \liminf
    \limsup \max \min \sup \inf \det \gcd \Pr
""")
#: Word of a character's Unicode name or of MathML's `mathvariant` → command of that alphabet; the first match counts.
ALPHABETS: Final = (
    ("DOUBLE-STRUCK", "mathbb"), ("FRAKTUR", "mathfrak"), ("BLACK-LETTER", "mathfrak"), ("SCRIPT", "mathcal"),
    ("MONOSPACE", "mathtt"), ("BOLD ITALIC", "boldsymbol"), ("BOLD-ITALIC", "boldsymbol"), ("SANS-SERIF", "mathsf"),
    ("BOLD", "mathbf"),
)  # fmt: skip
#: Character above a base → command of the accent.
ACCENTS: Final = _pairs(
    "¯ bar ‾ bar ˉ bar ― overline _ overline ^ hat ˆ hat \u0302 hat ~ tilde ˜ tilde ∼ tilde \u0303 tilde"
    " → vec \u20d7 vec ˙ dot . dot \u0307 dot ¨ ddot \u0308 ddot ˇ check ˘ breve ´ acute ` grave"
    " ⏞ overbrace ︷ overbrace"
)
#: Character below a base → command of the accent.
UNDER: Final = _pairs("¯ underline _ underline \u0332 underline ‾ underline ⏟ underbrace ︸ underbrace")
