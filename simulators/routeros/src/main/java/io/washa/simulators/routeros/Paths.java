package io.washa.simulators.routeros;

/** Paths of the menus that the router itself works with. */
final class Paths {
  static final String INTERFACES = "/interface";
  static final String BRIDGES = "/interface/bridge";
  static final String LIST_MEMBERS = "/interface/list/member";
  static final String PPPOE_SESSIONS = "/interface/pppoe-server";
  static final String PPP_ACTIVE = "/ppp/active";
  static final String SECRETS = "/ppp/secret";
  static final String PPP_PROFILES = "/ppp/profile";
  static final String POOLS = "/ip/pool";
  static final String POOL_USED = "/ip/pool/used";
  static final String ADDRESS_LIST = "/ip/firewall/address-list";
  static final String FILTER = "/ip/firewall/filter";
  static final String NAT = "/ip/firewall/nat";
  static final String QUEUES = "/queue/simple";
  static final String DHCP_SERVERS = "/ip/dhcp-server";
  static final String LEASES = "/ip/dhcp-server/lease";
  static final String HOTSPOTS = "/ip/hotspot";
  static final String HOTSPOT_PROFILES = "/ip/hotspot/profile";
  static final String HOTSPOT_USERS = "/ip/hotspot/user";
  static final String USER_PROFILES = "/ip/hotspot/user/profile";
  static final String HOTSPOT_ACTIVE = "/ip/hotspot/active";
  static final String HOSTS = "/ip/hotspot/host";
  static final String COOKIES = "/ip/hotspot/cookie";
  static final String BINDINGS = "/ip/hotspot/ip-binding";
  static final String WALLED_GARDEN = "/ip/hotspot/walled-garden";
  static final String WALLED_GARDEN_IP = "/ip/hotspot/walled-garden/ip";
  static final String DEVICE_MODE = "/system/device-mode";
  static final String LOG = "/log";
  static final String FILES = "/file";
  static final String USERS = "/user";
  static final String GROUPS = "/user/group";
  static final String LOGINS = "/user/active";

  private Paths() {}
}
