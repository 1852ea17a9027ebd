package io.washa.api.web;

import jakarta.servlet.http.HttpServletRequest;

/** Which paths are whose. */
public final class ApiPaths {
  /** All of the API. */
  public static final String ALL = "/api/**";

  /** The staff's calls. */
  public static final String STAFF = "/api/v1/**";

  private ApiPaths() {}

  /** Whether a request is the API's. */
  static boolean isApi(HttpServletRequest request) {
    return below(request.getRequestURI(), "/api");
  }

  /** Whether a request is a subscriber's, so that its host names the tenant. */
  static boolean isSubscribers(String path) {
    return below(path, "/api") && !below(path, "/api/v1") && !path.startsWith("/api/docs");
  }

  private static boolean below(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }
}
