package io.parley.persistence.journal;

import io.parley.core.fault.WorkFailed;
import io.parley.core.journal.Damage;
import io.parley.core.journal.Unreadable;
import io.parley.core.session.SessionEvent;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/// Lets Pekko store and send events as [EventJson]. Bound to [SessionEvent] in
/// `parley-persistence.conf`.
public final class SessionEventSerializer extends SerializerWithStringManifest {
  /// Stored with every event: must never change. (0 to 40 are Pekko's.)
  public static final int IDENTIFIER = 930_001;

  private final EventJson json = new EventJson();

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object event) {
    return json.manifest((SessionEvent) event);
  }

  @Override
  public byte[] toBinary(Object event) {
    return json.write((SessionEvent) event);
  }

  /// @return a [SessionEvent], or [Unreadable]: a failure here would fail the session's recovery,
  ///   which would be retried for ever, and would not report the event's number
  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    try {
      return WorkFailed.contain(() -> json.read(manifest, bytes));
    } catch (UnreadableEvent e) {
      return new Unreadable(e.damage());
    } catch (WorkFailed e) {
      return new Unreadable(Damage.Category.UNREADABLE);
    }
  }
}
