/// Programs in other languages than Go that speak the runtime API.
enum RuntimeAPIPrograms {
    /// A Python program that answers with a word and the event.
    static func python(answer: String) -> String {
        """
        #!/usr/bin/env python3
        import http.client, os
        host, _, base = os.environ['FC_RUNTIME_API'].partition('/')
        base = '/' + base + '/2020-11-11/runtime/invocation/'
        api = http.client.HTTPConnection(host)
        while True:
            api.request('GET', base + 'next')
            call = api.getresponse()
            event, request = call.read(), call.headers['x-fc-request-id']
            print('working', flush=True)
            api.request('POST', base + request + '/response', b'\(answer) ' + event)
            api.getresponse().read()
        """
    }

    /// A Python program that cannot start and says so.
    static let hopeless = """
        #!/usr/bin/env python3
        import os, urllib.request
        print('trying', flush=True)
        address = 'http://' + os.environ['FC_RUNTIME_API'] + '/2020-11-11/runtime/init/error'
        urllib.request.urlopen(address, b'{"errorMessage": "no table of prices"}').read()
        import time; time.sleep(60)
        """
}
