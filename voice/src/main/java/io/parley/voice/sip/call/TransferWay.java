package io.parley.voice.sip.call;

import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferOrder;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.telephony.CallTransfer.Colleague;
import java.time.Duration;
import java.util.Optional;

/// The way by which a call came or goes, for handing it over.
public interface TransferWay {
  /// Of a telephone that calls us itself: numbers mean nothing to it.
  TransferWay DIRECT =
      new TransferWay() {
        @Override
        public Optional<Address> dialled(TransferAddress.Phone number) {
          return Optional.empty();
        }

        @Override
        public Optional<CallEvent.Authorize> proof(Response challenge, Request request) {
          return Optional.empty();
        }
      };

  /// A number, as the other end reaches it.
  ///
  /// @return empty where it does not
  Optional<Address> dialled(TransferAddress.Phone number);

  /// What the other end reaches a target by.
  default Optional<Address> target(TransferAddress to) {
    return switch (to) {
      case TransferAddress.Phone number -> dialled(number);
      case TransferAddress.Sip(var text) -> Optional.of(new Address(Uri.of(text)));
    };
  }

  /// Calls a colleague, whose leg then joins the call.
  ///
  /// @return empty where none can be called, which [#mayCall] says before
  default Optional<Colleague> colleague(TransferOrder order, Duration ring) {
    return Optional.empty();
  }

  /// Whether a colleague can be called there.
  default boolean mayCall(TransferAddress to) {
    return false;
  }

  /// Credentials for a request of ours that was challenged.
  ///
  /// @param request that gets them; @return empty where there are none, or they were refused
  Optional<CallEvent.Authorize> proof(Response challenge, Request request);
}
