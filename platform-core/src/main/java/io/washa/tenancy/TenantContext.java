package io.washa.tenancy;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The tenant on whose behalf the running code acts. Bound for the length of a call and seen by
 * everything it calls; another thread has to be given it anew.
 */
public final class TenantContext {
  private static final ScopedValue<TenantId> CURRENT = ScopedValue.newInstance();

  private TenantContext() {}

  /**
   * Runs an action for a tenant.
   *
   * @throws IllegalStateException inside another tenant's transaction, whose connection the action
   *     would get
   */
  public static void run(TenantId tenant, Runnable action) {
    refuseForeignTransaction(tenant);
    ScopedValue.where(CURRENT, tenant).run(action);
  }

  /**
   * Calls an operation for a tenant and returns its result.
   *
   * @throws X what the operation throws
   * @throws IllegalStateException inside another tenant's transaction, whose connection the
   *     operation would get
   */
  public static <R extends @Nullable Object, X extends Throwable> R call(
      TenantId tenant, ScopedValue.CallableOp<? extends R, X> operation) throws X {
    refuseForeignTransaction(tenant);
    return ScopedValue.where(CURRENT, tenant).<R, X>call(operation);
  }

  /**
   * The tenant bound here.
   *
   * @throws IllegalStateException if none is: a mistake in the program, never to be worked around
   */
  public static TenantId current() {
    return CURRENT.orElseThrow(() -> new IllegalStateException("no tenant is bound here"));
  }

  /** Whether a tenant is bound here. */
  public static boolean isBound() {
    return CURRENT.isBound();
  }

  private static void refuseForeignTransaction(TenantId tenant) {
    if (CURRENT.isBound()
        && !CURRENT.get().equals(tenant)
        && TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "a transaction of tenant " + CURRENT.get() + " is open; it cannot act for " + tenant);
    }
  }
}
