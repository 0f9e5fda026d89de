/// Sample data of a new installation: [io.parley.persistence.sample.SampleData] stores it once.
package io.parley.persistence.sample;
