package io.parley.voice.sip.transport;

import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// Decides on requests of those that an address does not prove: of addresses that no trunk has, and
/// over WebSockets. Called in the port's thread, which must not wait.
public interface Strangers {
  /// The decision on a request.
  sealed interface Verdict {
    /// There is nothing to prove: it is answered as one of an address that may not call.
    record Unconcerned() implements Verdict {}

    /// It is taken like one of a trunk.
    ///
    /// @param request with the proof that was checked as its only `Authorization`
    record Proved(Request request) implements Verdict {}

    /// It has to be sent again with a proof.
    ///
    /// @param answers over UDP the first one is sent that is not longer than the request, or none
    record Challenged(List<Response> answers) implements Verdict {
      public Challenged {
        answers = List.copyOf(answers);
      }
    }
  }

  /// Nobody can prove anything.
  Strangers NONE =
      new Strangers() {
        @Override
        public boolean canProve() {
          return false;
        }

        @Override
        public Verdict judge(Request request, Peer from, boolean isWithin, Instant at) {
          return new Verdict.Unconcerned();
        }
      };

  /// Whether anyone can prove anything.
  boolean canProve();

  /// Whether messages of this address are looked at, because it is called.
  default boolean isCalled(InetAddress address) {
    return false;
  }

  /// The same, where these addresses are called.
  default Strangers calling(Predicate<InetAddress> called) {
    return new Strangers() {
      @Override
      public boolean canProve() {
        return Strangers.this.canProve();
      }

      @Override
      public boolean isCalled(InetAddress address) {
        return called.test(address);
      }

      @Override
      public Verdict judge(Request request, Peer from, boolean isWithin, Instant at) {
        return Strangers.this.judge(request, from, isWithin, at);
      }
    };
  }

  /// @param isWithin whether it belongs to a call that goes on, of another address
  Verdict judge(Request request, Peer from, boolean isWithin, Instant at);
}
