/// Recordings of calls: the rule of the question before them
/// ([io.parley.core.recording.AskingToRecord]) and of what comes late of its answer
/// ([io.parley.core.recording.AnswerTail]), the words that pause one
/// ([io.parley.core.recording.SecretWords]), the numbers of cards that are kept out of it
/// ([io.parley.core.recording.CardWatch]), and the port to where their segments are kept
/// ([io.parley.core.recording.Recordings]). It knows no sound and no store.
package io.parley.core.recording;
