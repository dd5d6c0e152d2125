import Testing

@testable import FCCore

@Suite("The encryption of Serverless Devs' access file")
struct AccessCipherTests {
    @Test("what the reference tool encrypted is opened", arguments: DataVectors.list("access/cipher.json", "vectors"))
    func opens(vector: Value) throws {
        let ciphertext = try #require(vector["ciphertext"]?.stringValue)
        let plaintext = try #require(vector["plaintext"]?.stringValue)
        #expect(AccessCipher.open(ciphertext) == .decrypted(plaintext))
        #expect(AccessCipher.open("\n  " + ciphertext + "\n") == .decrypted(plaintext))
    }

    @Test("key and vector are derived as OpenSSL does", arguments: DataVectors.list("access/cipher.json", "vectors"))
    func derives(vector: Value) throws {
        let salt = try bytes(vector["salt_hex"])
        let derived = AccessCipher.derive(passphrase: AccessCipher.passphrase, salt: salt[...])
        #expect(derived.key == (try bytes(vector["key_hex"])))
        #expect(derived.vector == (try bytes(vector["iv_hex"])))
    }

    @Test("what is not encrypted stays plain", arguments: DataVectors.list("access/cipher.json", "not_ciphertext"))
    func plain(value: Value) throws {
        #expect(AccessCipher.open(try #require(value.stringValue)) == .plain)
    }

    @Test("the vectors are all there")
    func complete() throws {
        #expect(DataVectors.list("access/cipher.json", "vectors").count == 14)
        #expect(DataVectors.list("access/cipher.json", "not_ciphertext").count == 6)
        #expect(try DataVectors.json("access/cipher.json")["passphrase"]?.stringValue == AccessCipher.passphrase)
    }

    @Test("another passphrase, a cut value and damaged padding are noticed")
    func undecryptable() {
        let value = "U2FsdGVkX18M8Wdtt0loaC982tzMLMqcXJ9tK68JjZI="
        #expect(AccessCipher.open(value, passphrase: "other") == .undecryptable)
        #expect(AccessCipher.open("U2FsdGVkX18M8Wdtt0loaC982tzMLMqcXJ9tK68J") == .undecryptable)
    }

    private func bytes(_ value: Value?) throws -> [UInt8] {
        let digits = Array(try #require(value?.stringValue))
        return try stride(from: 0, to: digits.count, by: 2).map { place in
            try #require(UInt8(String(digits[place...place + 1]), radix: 16))
        }
    }
}

@Suite("Masking of values that are shown")
struct MaskingTests {
    @Test("ends are shown, middles are not", arguments: DataVectors.list("access/masking.json", "vectors"))
    func masks(vector: Value) throws {
        let value = try #require(vector["value"]?.stringValue)
        #expect(Masking.masked(value) == vector["masked"]?.stringValue)
        #expect(Masking.masked(value, key: "AccessKeyID") == vector["masked"]?.stringValue)
        #expect(Masking.masked(value, key: "__provider") == value)
    }

    @Test("the vectors are all there")
    func complete() {
        #expect(DataVectors.list("access/masking.json", "vectors").count == 8)
    }
}
