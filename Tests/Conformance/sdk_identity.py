"""Prints the identity that the official credentials package finds in this environment, as JSON.

What is changed in the package is where the metadata service is, whose address is fixed there, and which certificates
are trusted.
"""

import json
import os
import sys

import certifi

certifi.where = lambda: os.environ["SSL_CERT_FILE"]  # before anything remembers the answer

from alibabacloud_credentials.provider import DefaultCredentialsProvider, EcsRamRoleCredentialsProvider


def main():
    """Asks the package's default chain."""
    construct = EcsRamRoleCredentialsProvider.__init__

    def construct_here(self, **options):
        construct(self, **options)
        self._EcsRamRoleCredentialsProvider__metadata_service_host = sys.argv[1]

    EcsRamRoleCredentialsProvider.__init__ = construct_here
    try:
        found = DefaultCredentialsProvider().get_credentials()
        identity = [found.get_access_key_id(), found.get_access_key_secret(), found.get_security_token() or None]
    except Exception as error:  # whatever it raises means that it found nothing
        print(error, file=sys.stderr)
        identity = None
    print(json.dumps(identity), flush=True)
    os._exit(0)  # its background thread would keep the process alive


if __name__ == "__main__":
    main()
