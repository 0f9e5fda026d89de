/// What a new installation has to show: [io.parley.persistence.sample.SampleData] stores it once.
package io.parley.persistence.sample;
