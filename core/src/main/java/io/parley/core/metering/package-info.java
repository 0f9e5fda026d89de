/// Metering: how much each organisation has used, as records that are only added. Start with
/// [io.parley.core.metering.Metering], which turns a session's events into records; each record is
/// known by its event, so that events that are delivered again add nothing.
/// [io.parley.core.metering.Meterings] is the port to the stored records, and
/// [io.parley.core.metering.MeteringFeed] brings events there. Costs are in `core.money`: prices
/// change, quantities do not.
package io.parley.core.metering;
