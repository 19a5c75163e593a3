package dev.portals.core.routing;

/** A worker was to be started at an address that another one has (spec 01 section 4.3). */
public final class AddressInUseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AddressInUseException(Address address) {
        super("there is already a worker at " + address.name());
    }
}
