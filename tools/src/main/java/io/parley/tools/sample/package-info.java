/// The invented shop of a new installation, as files under `/sample-shop/` on the class path.
/// [SampleShop] reads them into core's records, and stores nothing.
package io.parley.tools.sample;
