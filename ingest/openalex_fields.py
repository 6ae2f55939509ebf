"""Every field of OpenAlex's records in `docs/openalex.md`: `a.b`, `a[]` for an entry, `a.*` for all fields below.

`ingest.unread_fields` reports fields of records that are not in this table. A test compares the table with the page.
"""

from typing import Final

#: By section of the page.
PATHS: Final = {
    "Works": """
        id doi ids.doi ids.openalex ids.mag ids.pmid ids.pmcid title display_name abstract_inverted_index.*
        publication_year publication_date language type type_crossref is_retracted is_paratext is_xpac
        has_fulltext indexed_in[] created_date updated_date updated authorships[].author.id
        authorships[].author.display_name authorships[].author.orcid authorships[].raw_author_name
        authorships[].raw_orcid authorships[].author_position authorships[].is_corresponding
        corresponding_author_ids[] corresponding_institution_ids[] authorships[].institutions[].id
        authorships[].institutions[].display_name authorships[].institutions[].ror
        authorships[].institutions[].country_code authorships[].institutions[].type
        authorships[].institutions[].lineage[] authorships[].raw_affiliation_string
        authorships[].raw_affiliation_strings[] authorships[].affiliations[].raw_affiliation_string
        authorships[].affiliations[].institution_ids[] authorships[].countries[] authorships[] authors_count
        is_authors_truncated institutions.* institutions[].* institution_assertions[].* institution_assertions[]
        countries_distinct_count institutions_distinct_count primary_location.id locations[].id
        best_oa_location.id primary_location best_oa_location locations[] primary_location.* best_oa_location.*
        locations[].* host_venue.* alternate_host_venues[].* alternate_host_venues[] locations_count sources[].*
        open_access.is_oa open_access.oa_status open_access.oa_url open_access.any_repository_has_fulltext
        biblio.volume biblio.issue biblio.first_page biblio.last_page topics[].* topics[] primary_topic.*
        primary_topic concepts[].* concepts[] concepts_count keywords[].id keywords[].display_name
        keywords[].score keywords[].keyword keywords[] mesh[].descriptor_ui mesh[].descriptor_name
        mesh[].qualifier_ui mesh[].qualifier_name mesh[].is_major_topic mesh[]
        sustainable_development_goals[].id sustainable_development_goals[].display_name
        sustainable_development_goals[].score sustainable_development_goals[] grants[].funder
        grants[].funder_display_name grants[].award_id grants[] awards[].id awards[].display_name
        awards[].funder_award_id awards[].funder_id awards[].funder_display_name awards[].doi awards[]
        funders[].id funders[].display_name funders[] funders[].ror apc_list.value apc_list.currency
        apc_list.value_usd apc_list.provenance apc_list apc_paid.value apc_paid.currency apc_paid.value_usd
        apc_paid.provenance apc_paid apc_payment cited_by_count counts_by_year[].year
        counts_by_year[].cited_by_count counts_by_year[] fwci citation_normalized_percentile.value
        citation_normalized_percentile.is_in_top_1_percent citation_normalized_percentile.is_in_top_10_percent
        citation_normalized_percentile cited_by_percentile_year.min cited_by_percentile_year.max summary_stats.*
        referenced_works[] referenced_works_count related_works[] datasets[] versions[] cited_by_api_url
        ngrams_url has_content.* content_urls.* content_url fulltext_origin doi_registration_agency
        relevance_score
    """,
    "Authors": """
        id ids.openalex display_name display_name_alternatives[] raw_author_names[] orcid ids.orcid ids.scopus
        ids.twitter ids.wikipedia ids.mag affiliations[].institution.* affiliations[].years[] affiliations[]
        last_known_institution.* last_known_institution last_known_institutions[].* last_known_institutions[]
        works_count cited_by_count summary_stats.h_index summary_stats.i10_index
        summary_stats.2yr_mean_citedness summary_stats.* counts_by_year[].* counts_by_year[] topics[].* topics[]
        topic_share[].* topic_share[] x_concepts[].* x_concepts[] most_cited_work updated_date updated
        created_date full_name block_key parsed_longest_name.* works_api_url external_id hint entity_type
        filter_key short_id relevance_score
    """,
    "Institutions": """
        id ids.openalex display_name display_name_alternatives[] display_name_acronyms[]
        international.display_name.* international international.display_name international.description.* ror
        ids.ror ids.grid ids.wikidata ids.wikipedia ids.mag country_code geo.country_code geo.country geo.city
        geo.region geo.geonames_city_id geo.latitude geo.longitude type type_id homepage_url image_url
        image_thumbnail_url lineage[] associated_institutions[].id associated_institutions[].relationship
        associated_institutions[].display_name associated_institutions[] associated_institutions[].*
        is_super_system status repositories[].* repositories[] roles[].* role works_count cited_by_count
        summary_stats.h_index summary_stats.i10_index summary_stats.2yr_mean_citedness counts_by_year[].*
        counts_by_year[] summary_stats.* topics[].* topics[] topic_share[].* topic_share[] x_concepts[].*
        x_concepts[] updated_date updated created_date works_api_url relevance_score external_id hint
        entity_type filter_key short_id
    """,
    "Topics": """
        id ids.openalex display_name description keywords[] display_name_alternatives[] ids.wikipedia
        ids.wikidata subfield.* field.* domain.* fields[].* fields[] subfields[].* subfields[] topics[].*
        topics[] siblings[].* siblings[] works_count cited_by_count summary_stats.* counts_by_year[].*
        counts_by_year[] updated_date created_date works_api_url relevance_score external_id hint entity_type
        filter_key short_id
    """,
    "Concepts": """
        id ids.openalex display_name description international.display_name.* international
        international.description.* wikidata ids.wikidata ids.wikipedia ids.mag ids.umls_aui[] ids.umls_cui[]
        level ancestors[].* ancestors[] related_concepts[].* related_concepts[] image_url image_thumbnail_url
        works_count cited_by_count summary_stats.* counts_by_year[].* updated_date updated created_date
        works_api_url relevance_score
    """,
    "Sources": """
        id ids.openalex display_name alternate_titles[] abbreviated_title issn_l issn[] issn ids.issn_l
        ids.issn[] ids.wikidata ids.wikipedia ids.fatcat ids.mag ids.crossref ids.datacite[] type homepage_url
        host_organization_name publisher host_organization host_organization_lineage[]
        host_organization_lineage_names[] host_institution_lineage[] host_institution_lineage_names[]
        publisher_id publisher_lineage[] publisher_lineage_names[] country_code country is_oa is_in_doaj is_core
        is_indexed_in_scopus is_in_doaj_since_year is_high_oa_rate is_high_oa_rate_since_year oa_flip_year
        is_in_jstage is_in_jstage_since_year is_in_scielo is_ojs is_preprint_repository oa_works_count
        first_publication_year last_publication_year apc_usd apc_prices[].price apc_prices[].currency
        apc_prices[] apc_prices apc_usd_by_year[].* apc_usd_by_year[] societies[].organization societies[]
        societies[].url works_count cited_by_count summary_stats.h_index summary_stats.i10_index
        summary_stats.2yr_mean_citedness counts_by_year[].* counts_by_year[] summary_stats.* topics[].* topics[]
        topic_share[].* topic_share[] x_concepts[].* x_concepts[] updated_date updated created_date
        works_api_url relevance_score external_id hint entity_type filter_key short_id
    """,
    "Funders": """
        id ids.openalex display_name alternate_titles[] description country_code homepage_url ids.ror
        ids.wikidata ids.crossref ids.doi ids.* grants_count awards_count image_url image_thumbnail_url
        roles[].* roles[] role works_count cited_by_count summary_stats.h_index summary_stats.i10_index
        summary_stats.2yr_mean_citedness counts_by_year[].* counts_by_year[] summary_stats.* topics[].* topics[]
        topic_share[].* topic_share[] x_concepts[].* x_concepts[] updated_date updated created_date
        works_api_url relevance_score external_id hint entity_type filter_key short_id
    """,
    "Publishers": """
        id ids.openalex display_name alternate_titles[] country_codes[] homepage_url ids.ror ids.wikidata
        parent_publisher.id parent_publisher parent_publisher.display_name lineage[] hierarchy_level
        sources_count sources_api_url image_url image_thumbnail_url roles[].* roles[] role works_count
        cited_by_count summary_stats.h_index summary_stats.i10_index summary_stats.2yr_mean_citedness
        counts_by_year[].* counts_by_year[] summary_stats.* topics[].* topics[] topic_share[].* topic_share[]
        x_concepts[].* x_concepts[] updated_date updated created_date works_api_url relevance_score external_id
        hint entity_type filter_key short_id
    """,
    "Awards": """
        id display_name funder_award_id description doi landing_page_url funder.id funder funder.display_name
        funder.* amount currency funding_type funder_scheme start_date end_date start_year end_year
        lead_investigator.given_name lead_investigator.family_name lead_investigator lead_investigator.*
        co_lead_investigator.* co_lead_investigator investigators[].* investigators[] funded_outputs[]
        funded_outputs_count provenance updated_date created_date works_api_url relevance_score
    """,
}  # fmt: skip
#: Entity → section. Fields of other entities are not reported.
SECTIONS: Final = {
    "works": "Works", "authors": "Authors", "institutions": "Institutions", "sources": "Sources",
    "concepts": "Concepts", **dict.fromkeys(("domains", "fields", "subfields", "topics"), "Topics"),
    "funders": "Funders", "publishers": "Publishers", "awards": "Awards",
}  # fmt: skip
