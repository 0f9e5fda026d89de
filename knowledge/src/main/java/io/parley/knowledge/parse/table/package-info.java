/// Tables: CSV by [io.parley.knowledge.parse.table.CsvFormat], and
/// [io.parley.knowledge.parse.table.Grid], which makes texts of the rows of any table. Columns of
/// questions and answers become a text for each question.
package io.parley.knowledge.parse.table;
