/// Plans of the queries that the program sends, over tables as large as those of many
/// organisations. Start at [QueryPlansIT].
package io.parley.persistence.plan;
