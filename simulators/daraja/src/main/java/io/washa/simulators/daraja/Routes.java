package io.washa.simulators.daraja;

import java.util.Map;

/** Which endpoint answers which path. */
final class Routes {
  private static final System.Logger LOG = System.getLogger(Routes.class.getName());
  private static final int MAX_BODY = 64 * 1024;

  /** Past payments come in bulk. */
  private static final int MAX_HISTORY = 16 * 1024 * 1024;

  private final Map<String, Endpoint> daraja;
  private final NextErrors nextErrors;
  private final Endpoint control;
  private final Endpoint phone;
  private final Ids ids;

  /** The two doors that Safaricom does not have. */
  record Ours(Endpoint control, Endpoint phone) {}

  Routes(Map<String, Endpoint> daraja, NextErrors nextErrors, Ours ours, Ids ids) {
    this.daraja = Map.copyOf(daraja);
    this.nextErrors = nextErrors;
    this.control = ours.control();
    this.phone = ours.phone();
    this.ids = ids;
  }

  int bodyLimit(String path) {
    return path.equals("/control/history") ? MAX_HISTORY : MAX_BODY;
  }

  Reply answer(Call call) {
    try {
      Endpoint endpoint = daraja.get(call.path());
      if (endpoint != null) {
        return nextErrors.answer(call, endpoint);
      }
      if (call.path().startsWith("/control/")) {
        return control.answer(call);
      }
      if (call.path().equals("/phone") || call.path().startsWith("/phone/")) {
        return phone.answer(call);
      }
      if (call.path().equals("/")) {
        return Reply.seeOther("/phone");
      }
      return Refusal.NO_RESOURCE.reply(ids.next());
    } catch (RuntimeException bug) {
      LOG.log(System.Logger.Level.ERROR, "a call to " + call.path() + " failed", bug);
      return Refusal.INTERNAL.reply(ids.next());
    }
  }
}
