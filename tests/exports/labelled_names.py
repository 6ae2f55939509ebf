"""Names of people and organisations, most of them well known, with their parts, by the rule that separates the parts.

A line is `given / family`, `given / particle / family` or `given / particle / family / suffix`; the name is these parts
in this order, or what stands before `:=`. Lines that begin with `=` are names without parts.

Sources of the rules: IFLA, "Names of Persons: National Usages for Entry in Catalogues" (4th ed., 1996); The Chicago
Manual of Style (17th ed.), 8.5-8.19 and 16.71-16.87; Anglo-American Cataloguing Rules (2nd ed.), 22.4-22.5.
"""

from typing import Final

RULES: Final = {
    "the last word (Chicago 16.71)": """
        Ada / Lovelace
        Alan / Turing
        Alan M. / Turing
        Marie / Curie
        Emmy / Noether
        Geoffrey E. / Hinton
        J. Robert / Oppenheimer
        Donald E. / Knuth
        Grace Murray / Hopper
        Barbara / McClintock
        Daniel / O'Connell
        Tim / Berners-Lee
        Yann / LeCun
        Leonardo / DiCaprio
        Percy / Liang
        Fei-Fei / Li
        Kaiming / He
        Andrew Y. / Ng
        Ashish / Vaswani
        Srinivasa / Ramanujan
        Subrahmanyan / Chandrasekhar
        Amartya / Sen
        Satyendra Nath / Bose
        Chittaranjan / Das
        Hideki / Yukawa
        Shinya / Yamanaka
        Olga / Russakovsky
        Andrey / Kolmogorov
        Paul / Erdős
        Kurt / Gödel
        Wacław / Sierpiński
        Niels / Bohr
        Tycho / Brahe
        Gro Harlem / Brundtland
        Jean-Pierre / Serre
        Henri / Poincaré
        Évariste / Galois
        Augustin-Louis / Cauchy
        Dorothy Crowfoot / Hodgkin
        Mary / Wollstonecraft
        Al / Gore
        Van / Morrison
        Ben / Shneiderman
        Le / Song
        Tony / Mac
        Alonzo / Church
        William H. / Press
        Robert / Service
    """,
    "with a comma, as written (Chicago 16.71)": """
        García Márquez, Gabriel := Gabriel / García Márquez
        Vargas Llosa, Mario := Mario / Vargas Llosa
        Van Dyke, Dick := Dick / Van Dyke
        van der Maaten, Laurens := Laurens / van der / Maaten
        von Neumann, John := John / von / Neumann
        Turing, A. M. := A. M. / Turing
        King, Martin Luther, Jr. := Martin Luther / / King / Jr.
        King, Jr., Martin Luther := Martin Luther / / King / Jr.
        El Gamal, Taher := Taher / El Gamal
        da Silva Santos, Luiz Bonino := Luiz Bonino / da / Silva Santos
    """,
    "particles in lower case (Chicago 8.7, 8.9, 8.10)": """
        Laurens / van der / Maaten
        Vincent / van / Gogh
        Johannes Diderik / van der / Waals
        Bartel Leendert / van der / Waerden
        Antonie / van / Leeuwenhoek
        Jacobus Henricus / van 't / Hoff
        Gerard / 't / Hooft
        Guido / van / Rossum
        Aäron / van den / Oord
        Max / van der / Stoel
        Marja / van der / Putten
        Hendrik Christoffel / van de / Hulst
        Maarten / van / Emden
        Sophie / in 't / Veld
        Anna / op den / Kamp
        Jan / uit den / Bogaard
        Corrie / ten / Boom
        Gerard / ter / Borch
        Dirk / te / Winkel
        John / von / Neumann
        Hermann / von / Helmholtz
        Alexander / von / Humboldt
        Johann Wolfgang / von / Goethe
        Ottilie / von der / Leyen
        Ursula / von der / Leyen
        Karl-Theodor / von und zu / Guttenberg
        Franz / zu / Hohenlohe
        Annette / von / Droste-Hülshoff
        Simone / de / Beauvoir
        Louis / de / Broglie
        Pierre / de / Fermat
        Ferdinand / de / Saussure
        Alexis / de / Tocqueville
        Abraham / de / Moivre
        Vincent / du / Vigneaud
        Daphne / du / Maurier
        Lorenzo / de' / Medici
        Leonardo / da / Vinci
        Cesare / della / Porta
        Giovanni / della / Casa
        Gabriele / degli / Albizzi
        Vasco / da / Gama
        Ana / dos / Santos
        Marta / da / Silva
        Luiz Inácio Lula / da / Silva
        Juan / de la / Cierva
        Bartolomé / de las / Casas
        Lope / de / Vega
        Miguel / de / Unamuno
        Miguel / de / Cervantes
        Pedro Calderón / de la / Barca
        Hilma / af / Klint
        Osama / bin / Laden
        Mohammed / bin / Salman
        Nizar / al / Assad
        Khalid / ibn / Walid
        Rhys / ap / Gruffydd
        L. J. M. / van den / Berg
        R. / van de / Geijn
        M. / de / Rijke
    """,
    "Van and De with a capital, Flanders, South Africa and America (Chicago 8.5, 8.10)": """
        Dick / Van Dyke
        Eddie / Van Halen
        Martin / Van Buren
        Cornelius / Van Til
        Sarah / Van Patten
        Gus / Van Sant
        Charles / Van Doren
        Mark / Van Raamsdonk
        Luc / Van Gool
        Geert / Van den Bogaert
        Christine / Van Broeckhoven
        Marc / Van Montagu
        Peter / Van Roy
        Kristof / Van Laerhoven
        Tim / Van de Cruys
        Jan / Van den Bussche
        Guy / Van den Broeck
        Luc / Van den Hove
        Marc / Van Ranst
        Pierre / Van Damme
        Steven / Van Gucht
        Robert J. / Van de Graaff
        James / Van Allen
        Charles / Van Loan
        John / Van Vleck
        John H. / Van Vleck
        Robert / Van Valin
        Luc / De Raedt
        Bart / De Moor
        Bart / De Strooper
        Lieven / De Lathauwer
        Robert / De Niro
        Walter / De la Mare
        Cecil B. / De Mille
        Agnes / De Mille
        Eugene / Van Vechten
        Laurens / Van Der Maaten
        Edward / Van Der Meer
        Rik / Vande Walle
        Cornelius / Vander Starr
        James / Von Brunn
        Eric / Von Hippel
        Lars / Von Trier
        Hendrik / Ter Horst
        Anna / Den Hollander
        Pieter / Op de Beeck
    """,
    "French articles (Chicago 8.7)": """
        Urbain / Le Verrier
        Henry Louis / Le Chatelier
        Charles-Édouard / Le Corbusier
        Jacques / Le Goff
        Emmanuel / Le Roy Ladurie
        Ursula K. / Le Guin
        Yann / Le Cun
        Alain / Le Roux
        Jean-Yves / Le Boudec
        Quoc V. / Le
        Marine / Le Pen
        John / Le Carré
        Jean / La Fontaine
        Robert / La Follette
        Fiorello / La Guardia
        Gustave / Le Bon
        Joseph / Du Bois
        W. E. B. / Du Bois
        Richard / Des Rosiers
        Antoine / Saint Exupéry
        Camille / Saint-Saëns
        Étienne / Sainte Marie
    """,
    "Italian prefixes (Chicago 8.9)": """
        Giovanni / Di Pietro
        Antonio / Di Pietro
        Luigi / Di Maio
        Mario / Del Monaco
        Andrea / Del Sarto
        Luca / Della Robbia
        Rita / Dalla Costa
        Vincenzo / Lo Presti
        Salvatore / Lo Piccolo
        Elena / De Angelis
        Vittorio / De Sica
        Franco / Dello Russo
        Rafael / La Porta
        Laura / Degli Innocenti
        Bianca / Da Ponte
    """,
    "Arabic, Hebrew and Berber (Chicago 8.14, 16.76; IFLA)": """
        Taher / El Gamal
        Mohamed / El Baradei
        Nawal / El Saadawi
        Ahmed / El Sayed
        Abbas / El Gamal
        Laurent / El Ghaoui
        Abdel Fattah / El Sisi
        Muhammad / Al Khwarizmi
        Noura / Al Moubayed
        Haider / Al Abadi
        Abdullah / Al Saud
        Yaser S. / Abu Mostafa
        Lila / Abu Lughod
        Ibrahim / Abu Lughod
        Gamal / Abdel Nasser
        Omar / Abdel Rahman
        A. P. J. / Abdul Kalam
        Ahmed / Ben Bella
        Zine / Ben Ali
        Hafida / Ben Said
        Eliezer / Ben Yehuda
        David / Ben Gurion
        Yehoshua / Bar Hillel
        Hocine / Aït Ahmed
        Mokhtar / Ould Daddah
        Ali / Ibn Sina
        Shai / Ben-David
        Yoshua / Bengio
        Nassim / Al-Khalili
    """,
    "Spanish: two family names, and y (Chicago 8.11, 16.83)": """
        José / Ortega y Gasset
        Santiago / Ramón y Cajal
        Francisco / Pi y Margall
        Marcelino / Menéndez y Pelayo
        Antoni / Gaudí i Cornet
        Josep / Puig i Cadafalch
        Gabriel / García Márquez
        Federico / García Lorca
        Rómulo / Gallegos
        Jorge Luis / Borges
        Octavio / Paz
        Carlos / Ruiz Zafón
        Camilo / Sánchez
        Juan / Pérez Galdós
        Benito / Pérez Galdós
        José Luis / Rodríguez Zapatero
        Andrés Manuel / López Obrador
        Arturo / Pérez-Reverte
        Juan Ramón / Jiménez
        Ramón / Menéndez Pidal
        Miguel / Hernández Gilabert
        Pedro / Sánchez Castejón
        María / Gómez Fernández
        Luis / Muñoz Marín
        Daniel / Ortiz Martínez
        Bernal / Díaz
        Carolina / Herrera Baez
        Mario / Vargas Llosa
        María del Carmen / Álvarez
        María de los Ángeles / Alvariño
        María del Pilar / Bueno
        María de Lourdes / Ruiz
        José de Jesús / Noriega
        Arturo / San Martín
        Rafael / Santa Cruz
        Oscar / De la Hoya
        Fernando / De los Ríos
        Javier / Los Arcos
    """,
    "Portuguese: e, and names of relationship (Chicago 8.8; NBR 6023)": """
        Artur / Costa e Silva
        Maria / Sousa e Melo
        José Bonifácio / de / Andrada e Silva
        João / Silva Filho
        Antônio Carlos / Magalhães Neto
        Pedro / Souza Júnior
        Carlos Alberto / Lima Sobrinho
        Fernando / Pessoa
        José / Saramago
        Elza Furtado / Gomide
    """,
    "Vietnamese (Chicago 16.86; IFLA)": """
        Nguyen Van Anh := Van Anh / Nguyen
        Nguyễn Văn Hiệu := Văn Hiệu / Nguyễn
        Tran Van Tho := Van Tho / Tran
        Pham Van Dong := Van Dong / Pham
        Lê Văn Thiêm := Văn Thiêm / Lê
        Nguyen Thi Binh := Thi Binh / Nguyen
        Trần Thị Lan := Thị Lan / Trần
        Anh Van / Nguyen
        Hieu Van / Tran
        Thi Thu / Nguyen
        Minh Le / Nguyen
        Ngo Bao / Chau
        Van H. / Vu
        Van / Nguyen
    """,
    "compound names after an article or saint (Chicago 8.5, 8.13)": """
        Saunders / Mac Lane
        Seán / Mac Bride
        Micheál / Ó Siadhail
        Tomás / Ó Criomhthain
        Eiléan / Ní Chuilleanáin
        Máire / Nic Shiubhlaigh
        Edna / St. Vincent Millay
        Augustine / St. Clair
        Buffy / Sainte Marie
        Susan / St. James
        Sumit / Das Gupta
        Anil / Sen Gupta
    """,
    "suffixes, titles and degrees (Chicago 6.43, 8.18)": """
        Martin Luther / / King / Jr.
        Martin Luther King, Jr. := Martin Luther / / King / Jr.
        Sammy / / Davis / Jr
        Robert E. / / Tarjan / Sr.
        John / / Smith / III
        William / / Gates / III
        Adlai / / Stevenson / II
        Guy L. / / Steele / Jr.
        Frederick P. / / Brooks / Jr.
        Cornelius / / Van Horn / Jr.
        Henry Louis / / Gates / Jr.
        Tarjan, Robert, III := Robert / / Tarjan / III
        Dr. Anthony Fauci := Anthony / Fauci
        Prof. Stephen Hawking := Stephen / Hawking
        Sir Isaac Newton := Isaac / Newton
        Dame Jocelyn Bell := Jocelyn / Bell
        Jane Goodall, PhD := Jane / Goodall
        Anthony S. Fauci, MD := Anthony S. / Fauci
        Paul Farmer, MD, PhD := Paul / Farmer
        Paul Farmer M.D. := Paul / Farmer
        Farmer, Paul, MD := Paul / Farmer
    """,
    "organisations, single names, and names in East Asian script": """
        = World Health Organization
        = The Cancer Genome Atlas
        = ATLAS Collaboration
        = Stanford University, Department of Physics
        = Gemini Team
        = DeepSeek AI
        = Meta AI
        = Collaborative Research Group
        = National Institutes of Health
        = Centers for Disease Control and Prevention
        = International Human Genome Sequencing Consortium
        = Intergovernmental Panel on Climate Change
        = R Core Team
        = Wellcome Trust Case Control Consortium
        = Ministry of Health
        = Google Inc
        = Max-Planck-Gesellschaft
        = Institut Pasteur
        = Société mathématique de France
        = Università di Bologna
        = Universidad Nacional
        = United Nations
        = GBD 2019 Collaborators
        = RECOVERY Collaborative Group
        = Polymath
        = Madonna
        = Plato
        = 张伟
        = 山田 太郎
        = 김정은
        {Barnes and Noble} := = Barnes and Noble
        {OpenAI} := = OpenAI
        {Google DeepMind} := = Google DeepMind
        {Plan S} := = Plan S
    """,
}
