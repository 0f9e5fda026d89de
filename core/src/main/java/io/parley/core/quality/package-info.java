/// How good a call was: how its line sounds by the E-model ([io.parley.core.quality.EModel]), and
/// the figures of a whole call ([io.parley.core.quality.CallFigures]), numbers only. Sums are kept
/// by [io.parley.core.quality.LineTally] and [io.parley.core.quality.TalkTally], which are told
/// what happens and when. Knows no packets and no engines.
package io.parley.core.quality;
