"""Queries as scholars type them, each with the paper of the demo graph that it is about: an arXiv id or a DOI.

`TUNED` are those that the ranking was set with, `HELD_OUT` were written before and not used for it.
"""

from typing import Final

from benchmarks.known_items import Item
from graphdb.cypher import cypher
from graphdb.store import Store

_IDS: Final = cypher("""\
MATCH (paper:Paper)
UNWIND [paper.arxiv, toLower(paper.doi)] AS key
WITH key, paper WHERE key IS NOT NULL
RETURN collect([key, COLLECT {
  MATCH (same:Paper)
  WHERE replace(same.titleKey, ' ', '') IN [replace(paper.titleKey, ' ', '')] + coalesce($titles[key], [])
  RETURN same.id
}])""")
#: Other titles of a work by its key, without spaces.
_TITLES: Final = {"1406.2661": ["generativeadversarialnets", "gangenerativeadversarialnets"]}

TUNED: Final = {
    "author and year": """
        Vaswani et al., 2017 = 1706.03762
        Brown et al. (2020) = 2005.14165
        Devlin et al. 2019 = 1810.04805
        Bommasani et al. 2022 = 2108.07258
        (Kaplan et al., 2020) = 2001.08361
        Hoffmann et al., 2022 = 2203.15556
        Ouyang et al. (2022) = 2203.02155
        Rombach et al. = 2112.10752
        Mikolov et al. 2013 efficient estimation = 1301.3781
        Hochreiter & Schmidhuber, 1997 = 10.1162/neco.1997.9.8.1735
        Kingma and Ba 2015 = 1412.6980
        Kingma & Welling (2014) = 1312.6114
        LeCun, Bengio, Hinton 2015 = 10.1038/nature14539
        Bender et al. 2021 = 10.1145/3442188.3445922
        jumper 2021 = 10.1038/s41586-021-03819-2
        he et al 2016 = 1512.03385
        Goodfellow 2014 = 1406.2661
        Peters et al. 2018 = 1802.05365
        Strubell et al., 2019 = 1906.02243
        gebru 2021 = 1803.09010
        Dao et al. 2022 flash = 2205.14135
        Chowdhery et al. PaLM = 2204.02311
    """,
    "name of a method": """
        BERT = 1810.04805
        bert = 1810.04805
        lora = 2106.09685
        LoRA = 2106.09685
        roberta = 1907.11692
        xlnet = 1906.08237
        gpt3 language models few-shot = 2005.14165
        GPT-NeoX-20B = 2204.06745
        gptneox = 2204.06745
        bart = 1910.13461
        electra = 2003.10555
        distilbert = 1910.01108
        truthfulqa = 2109.07958
        hellaswag = 1905.07830
        mmlu measuring multitask = 2009.03300
        squad = 1606.05250
        superglue = 1905.00537
        glue benchmark = 1804.07461
        flash attention = 2205.14135
        flashattention = 2205.14135
        llama = 2302.13971
        llama2 = 2307.09288
        Llama-2 = 2307.09288
        mistral = 2310.06825
        pythia = 2304.01373
        glove = 10.3115/v1/D14-1162
        word2vec phrases = 1310.4546
        wav2vec2 = 2006.11477
        clip latents = 2204.06125
        bigbird = 2007.14062
        longformer = 2004.05150
        reformer = 2001.04451
        megatron = 1909.08053
        pytorch = 1912.01703
        adam = 1412.6980
        swin = 2103.14030
        detr end-to-end = 2005.12872
        alphafold = 10.1038/s41586-021-03819-2
        imagenet = 10.1109/CVPR.2009.5206848
        whisper speech weak supervision = 2212.04356
    """,
    "spelling and inflection": """
        scaling law = 2001.08361
        scaling laws = 2001.08361
        layer normalisation = 1607.06450
        layer normalization = 1607.06450
        root mean square layer normalisation = 1910.07467
        foundation model = 2108.07258
        diffusion model with transformer = 2212.09748
        generative adversarial net = 1406.2661
        generative adversarial network = 1406.2661
        denoising diffusion probabilistic model = 2006.11239
        stochastic parrot = 10.1145/3442188.3445922
        variational bayes auto encoder = 1312.6114
        autoencoding variational bayes = 1312.6114
        fine tuning distorts pretrained feature = 2202.10054
        finetuning can distort pretrained features = 2202.10054
        modelling mathematical problem solving = 2103.03874
        reward model overoptimisation = 2210.10760
        parameter efficient finetuning quantised llms = 2305.14314
        memorisation across neural language models = 2202.07646
        datasheet for dataset = 1803.09010
        model card = 1810.03993
        membership inference attack = 1610.05820
        vision transformer shifted window = 2103.14030
        masked auto-encoder scalable vision learner = 2111.06377
        sentence bert = 1908.10084
        pre-training text encoder as discriminator = 2003.10555
        zero shot reasoner = 2205.11916
        few shot learner = 2005.14165
        decoupled weight-decay regularisation = 1711.05101
        distributionally robust neural network = 1911.08731
    """,
    "author, venue and words": """
        bommasani = 2108.07258
        bommasani foundation = 2108.07258
        percy liang helm holistic = 2211.09110
        vaswani attention = 1706.03762
        devlin bert = 1810.04805
        kaplan scaling = 2001.08361
        wei chain of thought = 2201.11903
        neurips 2017 attention = 1706.03762
        attention is all you need neurips = 1706.03762
        cvpr 2016 residual = 1512.03385
        ICLR 2015 adam = 1412.6980
        nature 2015 deep learning = 10.1038/nature14539
        facct 2019 model cards = 1810.03993
        nature alphafold 2021 = 10.1038/s41586-021-03819-2
        hinton distilling = 1503.02531
        radford clip natural language supervision = 2103.00020
        dosovitskiy 16x16 = 2010.11929
        bahdanau = 1409.0473
        sutskever sequence = 1409.3215
    """,
    "phrase or field": """
        "attention is all you need" = 1706.03762
        "stochastic parrots" = 10.1145/3442188.3445922
        "scaling laws" kaplan = 2001.08361
        author:vaswani = 1706.03762
        author:bommasani year:2022 foundation = 2108.07258
        author:"percy liang" holistic = 2211.09110
        title:"model cards" = 1810.03993
        title:lora = 2106.09685
        year:2017 attention = 1706.03762
        year:2017-2020 bert pre-training = 1810.04805
        year:2019- superglue = 1905.00537
        venue:Nature deep learning = 10.1038/nature14539
        venue:cvpr author:he residual = 1512.03385
        title:attention author:vaswani = 1706.03762
        author:"christopher manning" secretly = 2305.18290
        author: vaswani year: 2017 = 1706.03762
        attention is all you need year: 2017 = 1706.03762
    """,
}
HELD_OUT: Final = {
    "author and year": """
        Raffel et al., 2020 = 1910.10683
        Touvron et al. 2023 llama = 2302.13971
        (Bahdanau et al., 2015) = 1409.0473
        Sohl-Dickstein et al. 2015 = 1503.03585
        Simonyan & Zisserman 2015 = 1409.1556
        Sennrich et al. (2016) = 1508.07909
        Rives et al. 2021 = 10.1073/pnas.2016239118
        Caliskan 2017 = 1608.07187
        Dosovitskiy et al., 2021 = 2010.11929
        Carlini et al. 2021 = 2012.07805
        Rajpurkar et al. 2016 = 1606.05250
        Abadi et al., 2016 = 1607.00133
        Deng et al. 2009 = 10.1109/CVPR.2009.5206848
        Holtzman et al. 2020 = 1904.09751
    """,
    "name of a method": """
        albert = 1909.11942
        spanbert = 1907.10529
        scibert = 1903.10676
        biobert = 1901.08746
        T5 text-to-text = 1910.10683
        mt5 = 2010.11934
        transformer xl = 1901.02860
        transformerxl = 1901.02860
        self instruct = 2212.10560
        selfinstruct = 2212.10560
        webgpt = 2112.09332
        palm = 2204.02311
        gopher = 2112.11446
        controlnet conditional control = 2302.05543
        qlora = 2305.14314
        codebert = 2002.08155
        hubert = 2106.07447
        segment anything = 2304.02643
        flamingo = 2204.14198
        blip2 = 2301.12597
        laion5b = 2210.08402
        the pile = 2101.00027
        zero trillion parameter = 1910.02054
        triviaqa = 1705.03551
        boolq = 1905.10044
        crows pairs = 2010.00133
        winogrande = 1907.10641
        vilbert = 1908.02265
    """,
    "spelling and inflection": """
        language model is few-shot learner = 2005.14165
        emergent ability of large language model = 2206.07682
        carbon emission of machine learning = 1910.09700
        quantising memorisation neural = 2202.07646
        mixture of expert sparsely gated = 1701.06538
        contrastive learning visual representation simple framework = 2002.05709
        long document transformer = 2004.05150
        neural text degeneration = 1904.09751
        state of the art natural language processing transformers = 1910.03771
        word embedding debiasing = 1607.06520
        deduplicated training data = 2107.06499
        evaluation of language models holistic = 2211.09110
        optimisation direct preference = 2305.18290
        proximal policy optimisation = 1707.06347
        adapting language model to domain and task = 2004.10964
        summarise from human feedback = 2009.01325
        sparse transformers long sequence = 1904.10509
    """,
    "author, venue and words": """
        liang helm = 2211.09110
        chris manning emergent linguistic structure = 10.1073/pnas.1907367117
        science 2017 human-like biases = 1608.07187
        emnlp 2014 glove = 10.3115/v1/D14-1162
        houlsby adapters transfer = 1902.00751
        neural computation lstm memory = 10.1162/neco.1997.9.8.1735
        iccv 2021 swin = 2103.14030
        yann lecun deep learning = 10.1038/nature14539
        kingma stochastic optimization = 1412.6980
        he momentum contrast = 1911.05722
    """,
    "phrase or field": """
        "deep residual learning" = 1512.03385
        "gender bias in coreference resolution" rudinger = 1804.09301
        author:kingma title:adam = 1412.6980
        author:goodfellow = 1406.2661
        title:"datasheets for datasets" = 1803.09010
        year:2021-2022 author:wei zero-shot = 2109.01652
        venue:facct parrots = 10.1145/3442188.3445922
        year:-2000 memory = 10.1162/neco.1997.9.8.1735
    """,
}


def queries(groups: dict[str, str]) -> list[tuple[str, str, str]]:
    """The queries of groups: the group, the text, and the arXiv id or DOI of the paper."""
    lines = [(group, *line.strip().rpartition(" = ")) for group, text in groups.items() for line in text.splitlines()]
    return [(group, text, key) for group, text, _, key in lines if text]


async def typed_items(store: Store, groups: dict[str, str]) -> list[Item]:
    """The queries of groups with the ids of their papers in a store with the demo graph. Other records of the same
    title are right too: real records beside the demo have some of its papers again."""
    ids = dict[str, list[str]](await store.read(_IDS, {"titles": _TITLES}, within=60))
    return [Item(group, text, frozenset(ids[key.lower()])) for group, text, key in queries(groups)]
