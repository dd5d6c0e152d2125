@main enum Fcsh { static func main() {} }
