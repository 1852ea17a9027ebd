package io.washa.network;

import io.washa.tenancy.TenantId;
import java.util.UUID;

/** Where a router is: its tenant, and the site whose agent reaches it. */
public record RouterAddress(TenantId tenant, UUID site, UUID router) {}
