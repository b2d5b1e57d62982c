"""The agreements of CAW, OCMW and DMW under which a receiver passes on."""
