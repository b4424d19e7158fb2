"""How the report's page looks: ink on paper, calm, legible in black and white, one sheet of A4 for a month."""

FONT = """\
@font-face { font-family: "DejaVu made narrow"; src: local("DejaVu Sans"); size-adjust: 90% }
@font-face { font-family: "DejaVu made narrow"; font-weight: 600; src: local("DejaVu Sans Bold"); size-adjust: 90% }
body { font-family: "Segoe UI", "Helvetica Neue", Roboto, "Noto Sans", "Liberation Sans", Arial,
  "DejaVu made narrow", sans-serif }
"""
"""The letters of every page; those of DejaVu, where there are no others, are a tenth wider than the rest."""

STYLE = """\
@page { size: A4; margin: 10mm 13mm }
* { box-sizing: border-box; margin: 0 }
html { color-scheme: light; background: #e9edee; -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { font-size: 8.2pt; line-height: 1.36; color: #22303a; font-variant-numeric: tabular-nums }
main { max-width: 210mm; margin: 8mm auto; padding: 11mm 13mm; background: #fff }
header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 6mm;
  border-bottom: .5mm solid #1f6f78; padding-bottom: 1.6mm }
h1 { font-size: 13.5pt; font-weight: 600; letter-spacing: -.005em; color: #174f57 }
h2 { font-size: 9.6pt; font-weight: 600; color: #174f57; margin-bottom: 1mm; break-after: avoid }
h2 small { font-weight: 400; color: #5d6d76; margin-left: 2mm }
small { font-size: 88% }
section { margin-top: 3mm }
.figures { display: grid; grid-template-columns: 1fr 1.5fr 1.6fr 1.2fr 1.1fr 1fr .9fr; gap: 2mm; margin-top: 2.6mm }
.figures > div { background: #f1f6f6; border-radius: 1.2mm; padding: 1.4mm 2mm; break-inside: avoid }
.figures dt { font-size: 7.4pt; color: #4b5d66 }
.figures strong { display: block; font-size: 13pt; font-weight: 600; line-height: 1.2; color: #174f57 }
.figures strong small { font-size: 8pt; font-weight: 400; color: #4b5d66 }
.figures span { font-size: 7pt; color: #4b5d66; display: block; line-height: 1.3 }
table { width: 100%; border-collapse: collapse }
thead { display: table-header-group }
thead th { font-size: 7.4pt; font-weight: 600; color: #4b5d66; border-bottom: .25mm solid #9fb4b9; padding: .5mm 1mm }
td, tbody th { padding: .38mm 1mm; border-bottom: .15mm solid #e2e9ea; white-space: nowrap; text-align: center }
tbody th, thead th:first-child { text-align: left; font-weight: 400 }
tr { break-inside: avoid }
.days td small { color: #4b5d66 }
.days .nothing { color: #8d9ba2 }
.days .completed { color: #17636c }
.days .partial { color: #17636c }
.days .stopped-pain { color: #a3461d }
.days td small { white-space: nowrap }
.stills { display: flex; flex-wrap: wrap; gap: .5mm 4mm; margin-bottom: 1mm }
.stills figure { width: 22mm }
.stills figcaption { font-size: 6.6pt; line-height: 1.15; margin-top: 0 }
.exercises td { text-align: right }
.exercises thead th { text-align: right }
.exercises thead th:first-child, .exercises tbody th { text-align: left }
.exercises td:nth-last-child(8), .exercises thead th:nth-child(2) { text-align: left }
.exercises tbody th { vertical-align: top }
.legend, .aside { margin-top: .7mm; font-size: 7.4pt; color: #4b5d66 }
.aside { margin-top: 1.4mm }
.aside + .aside { margin-top: .3mm }
.legend span { margin-right: 4mm }
figure svg { display: block; width: 100%; height: auto }
figcaption { font-size: 7.4pt; color: #4b5d66; margin-top: .4mm }
svg .grid { stroke: #e2e9ea; stroke-width: .8 }
svg .tick { font-size: 9.5px; fill: #5d6d76 }
svg .before { fill: #1f6f78 }
svg .after { fill: #fff; stroke: #b5631f; stroke-width: 1.3 }
svg.many .after { stroke-width: .7 }
svg .mean { fill: none; stroke-width: 1.7; stroke-linejoin: round; stroke-linecap: round }
svg .before-mean { stroke: #1f6f78 }
svg .after-mean { stroke: #b5631f; stroke-dasharray: 5 3.4 }
.remarks { columns: 2; column-gap: 6mm; font-size: 7.6pt }
.remarks > div { break-inside: avoid; padding-left: 3mm; text-indent: -3mm; overflow-wrap: anywhere }
.remarks dt { display: inline; color: #4b5d66; margin-right: 1.5mm }
.remarks dd { display: inline }
.remarks dd span { margin-right: 2mm }
.remarks b { font-weight: 600 }
.remarks .note { color: #174f57; font-style: italic }
footer { margin-top: 3mm; padding-top: 1.4mm; border-top: .25mm solid #9fb4b9; font-size: 7.2pt; line-height: 1.34;
  color: #4b5d66 }
footer p + p { margin-top: .8mm }
.dense section, .dense footer { margin-top: 1.9mm }
.dense td, .dense tbody th { padding: .22mm 1mm }
.dense .remarks { font-size: 6.9pt; line-height: 1.24 }
.dense figure svg { width: 82%; margin: 0 auto }
.dense footer { font-size: 6.6pt; line-height: 1.28 }
.dense footer p { display: inline }
@media print { html { background: none } main { max-width: none; margin: 0; padding: 0 } .stills { display: none } }
"""

SHEET_STYLE = """\
@page { size: A4; margin: 12mm 14mm }
* { box-sizing: border-box; margin: 0 }
body { font-size: 10pt; line-height: 1.4; color: #22303a; max-width: 190mm; margin: 8mm auto; padding: 0 4mm;
  -webkit-print-color-adjust: exact; print-color-adjust: exact }
h1 { font-size: 17pt; font-weight: 600; color: #174f57 }
h2 { font-size: 12pt; font-weight: 600; color: #174f57 }
header, section { border-bottom: .2mm solid #c6d2d5; padding: 3mm 0 }
section { display: flow-root; break-inside: avoid }
.dose { font-size: 12pt; font-weight: 600 }
.stills { float: right; margin: 0 0 2mm 6mm }
ol { padding-left: 5mm; margin: 1mm 0 }
li { padding-left: 1mm }
.remarks { font-size: 9pt; color: #3d4d57 }
footer { font-size: 8pt; color: #4b5d66; padding-top: 3mm }
"""
